/** What people call the resources that there is one of. */
const names: Readonly<Record<string, string>> = {
  "aws_backup_plan.backup_plan": "the backup plan",
  "aws_backup_vault.backup_copy_vault": "the backup vault in the other region",
  "aws_backup_vault.backup_vault": "the backup vault",
  "aws_db_instance.database": "the database",
  "aws_eks_cluster.cluster": "the cluster",
  "aws_eks_node_group.cluster_node_group": "the node group",
  "aws_lb.load_balancer": "the load balancer",
  "aws_lb_target_group.load_balancer_target_group": "the target group",
  "aws_s3_bucket.access_logs": "the bucket for access logs",
  "aws_s3_bucket.bucket": "the bucket for packages",
  "aws_vpc.network": "the network",
  "aws_wafv2_web_acl.web_application_firewall": "the web application firewall",
  "helm_release.load_balancer_controller": "the release of the load balancer controller",
  "helm_release.package_manager": "the release of Package Manager",
  "kubernetes_secret_v1.package_manager_secrets": "Package Manager's Kubernetes Secret",
  "kubernetes_secret_v1.package_manager_secrets_database_master": "the Kubernetes Secret of the database's master user",
  "kubernetes_secret_v1.package_manager_secrets_license": "the Kubernetes Secret of the license",
};

/** Written in capitals, or as their makers do. */
const spellings: Readonly<Record<string, string>> = {
  secretsmanager: "Secrets Manager",
  ...Object.fromEntries(
    (
      "AWS ACL ACM API ARN ARNs ASG CA CIDR CIDRs CNI CloudWatch CPU DB DNS EC2 EIP EKS GiB HTTP HTTPS IAM ID IDs IP IPs " +
      "IPv4 IPv6 KMS MiB NAT OIDC OpenID PostgreSQL RDS S3 TLS URL VPC WAF WAFv2"
    )
      .split(" ")
      .map((word) => [word.toLowerCase(), word]),
  ),
};

const synonyms: Readonly<Record<string, string>> = { db: "database", secretsmanager: "", eks: "", s3: "" };

const providers = /^(aws|kubernetes|helm|tfe|terraform|vpc)_/;

/** `database_engine_version` → `database engine version`, `vpc_id` → `VPC ID` */
export function inWords(name: string): string {
  return name
    .split("_")
    .map((word) => spellings[word] ?? word)
    .join(" ");
}

/**
 * What a sentence calls a resource, data source or ephemeral resource, with its article: `the database`, `the network zone
 * 1 NAT address (EIP)`. The instance's key, if it has one, comes last.
 *
 * @param address `aws_subnet.name`, `data.aws_region.current`, `module.x.aws_subnet.name["a"]`
 */
export function nounOf(block: { type: string; name: string; address: string }): string {
  const { type, name, address } = block;
  const key = /(\[[^\]]*\])$/.exec(address)?.[1] ?? "";
  const known = address.startsWith("data.") ? undefined : names[`${type}.${name}`];
  if (known) return known + key;
  const kind = type === "terraform_data" ? "note in the state" : type.replace(providers, "").replace(/_v\d+$/, "");
  const words = name.split("_");
  // `private_route_table` says already that it is a `route_table`.
  const isSaid = kind.split("_").every((word) => words.includes(synonyms[word] ?? word) || synonyms[word] === "");
  const addition = isSaid ? "" : ` (${inWords(kind)})`;
  return `the ${inWords(name)}${addition}${key}`;
}
