output "parts" {
  description = "Ids of everything that the examples use."
  value = {
    vpc_id                       = aws_vpc.this.id
    other_subnet_id              = aws_subnet.other.id
    same_zone_subnet_id          = aws_subnet.same_zone.id
    public_subnet_ids            = aws_subnet.public[*].id
    private_subnet_ids           = aws_subnet.private[*].id
    database_subnet_ids          = aws_subnet.database[*].id
    cluster_name                 = aws_eks_cluster.this.name
    node_security_group_id       = aws_security_group.nodes.id
    package_manager_role_arn     = aws_iam_role.package_manager.arn
    controller_role_arn          = aws_iam_role.controller.arn
    database_host                = aws_db_instance.this.address
    database_security_group_id   = aws_security_group.database.id
    bucket_name                  = aws_s3_bucket.this.bucket
    kms_key_arn                  = aws_kms_key.this.arn
    listener_arn                 = aws_lb_listener.https.arn
    http_listener_arn            = aws_lb_listener.http.arn
    load_balancer_security_group = aws_security_group.load_balancer.id
    target_group_arn             = aws_lb_target_group.pods.arn
    unused_target_group_arn      = aws_lb_target_group.unused.arn
    hosted_zone_id               = aws_route53_zone.this.zone_id
    secret_arns                  = { for key, secret in aws_secretsmanager_secret.this : key => secret.arn }
  }
}
