/** Starts of addresses that no stack may make where the user brings a part. */
export const network = [
  "aws_vpc.",
  "aws_subnet",
  "aws_route",
  "aws_internet_gateway",
  "aws_nat_gateway",
  "aws_eip",
].concat(["aws_vpc_endpoint", "aws_flow_log", "aws_default_security_group"]);
export const cluster = [
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_eks_addon",
  "aws_eks_access",
  "aws_iam_openid_connect",
];
export const loadBalancer = ["aws_lb.", "aws_lb_listener.", "aws_acm_certificate"];
export const database = ["aws_db_"];
export const bucket = ["aws_s3_bucket"];
export const keysRolesSecrets = ["aws_kms_key", "aws_iam_", "aws_secretsmanager_secret"];
