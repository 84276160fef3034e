resource "aws_security_group" "database" {
  name   = "${local.name}-database"
  vpc_id = aws_vpc.this.id
}

resource "aws_db_subnet_group" "this" {
  name       = local.name
  subnet_ids = aws_subnet.database[*].id
}

ephemeral "aws_secretsmanager_random_password" "database" {
  password_length     = 40
  exclude_punctuation = true
}

resource "aws_db_instance" "this" {
  identifier             = local.name
  engine                 = "postgres"
  engine_version         = "17"
  instance_class         = "db.t3.xlarge"
  allocated_storage      = 100
  db_name                = "platform"
  username               = "platform"
  password_wo            = ephemeral.aws_secretsmanager_random_password.database.random_password
  password_wo_version    = 1
  storage_encrypted      = true
  kms_key_id             = aws_kms_key.this.arn
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.database.id]
  skip_final_snapshot    = true
}

# As a rotation by AWS keeps it: JSON with the login. Random, so that leaks can be searched for.
ephemeral "aws_secretsmanager_random_password" "secret" {
  password_length     = 64
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" "this" {
  for_each  = aws_secretsmanager_secret.this
  secret_id = each.value.id
  secret_string_wo = startswith(each.key, "database") ? jsonencode({
    username = "platform"
    password = ephemeral.aws_secretsmanager_random_password.secret.random_password
  }) : "${each.key}-${ephemeral.aws_secretsmanager_random_password.secret.random_password}"
  secret_string_wo_version = 1
}
