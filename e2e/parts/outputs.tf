output "parts" {
  description = "Ids of everything that the examples use."
  value = {
    vpc_id                       = aws_vpc.this.id
    other_vpc_id                 = aws_vpc.other.id
    other_subnet_id              = aws_subnet.other[0].id
    other_security_group_id      = aws_security_group.other.id
    private_small_subnet_id      = aws_subnet.private_small.id
    public_untagged_subnet_id    = aws_subnet.public_untagged.id
    same_zone_subnet_id          = aws_subnet.same_zone.id
    public_subnet_ids            = aws_subnet.public[*].id
    private_subnet_ids           = aws_subnet.private[*].id
    database_subnet_ids          = aws_subnet.database[*].id
    cluster_name                 = aws_eks_cluster.this.name
    old_cluster_name             = aws_eks_cluster.old.name
    config_map_cluster_name      = aws_eks_cluster.config_map.name
    terraform_role_arn           = aws_iam_role.terraform["stacks"].arn
    hosted_zone_role_arn         = aws_iam_role.terraform["hosted-zone"].arn
    node_security_group_id       = aws_security_group.nodes.id
    package_manager_role_arn     = aws_iam_role.package_manager.arn
    controller_role_arn          = aws_iam_role.controller.arn
    database_host                = aws_db_instance.this.address
    database_security_group_id   = aws_security_group.database.id
    bucket_name                  = aws_s3_bucket.this.bucket
    plain_bucket_name            = aws_s3_bucket.plain.bucket
    public_bucket_name           = aws_s3_bucket.public.bucket
    kms_key_arn                  = aws_kms_key.this.arn
    disabled_kms_key_arn         = aws_kms_key.disabled.arn
    listener_arn                 = aws_lb_listener.https.arn
    http_listener_arn            = aws_lb_listener.http.arn
    old_listener_arn             = aws_lb_listener.old.arn
    other_listener_arn           = aws_lb_listener.other.arn
    load_balancer_security_group = aws_security_group.load_balancer.id
    target_group_arn             = aws_lb_target_group.pods.arn
    old_target_group_arn         = aws_lb_target_group.old.arn
    other_target_group_arn       = aws_lb_target_group.other.arn
    unused_target_group_arn      = aws_lb_target_group.unused.arn
    hosted_zone_id               = aws_route53_zone.this.zone_id
    private_hosted_zone_id       = aws_route53_zone.private.zone_id
    secret_arns                  = { for key, secret in aws_secretsmanager_secret.this : key => secret.arn }
  }
}
