import type { AwsClient } from "../aws-client";
import type { Json, JsonObject } from "../json";
import { accountId } from "../emulator";
import { region } from "../settings";

const arn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

/** Another valid value of each variable of the reference architecture. */
export const alternatives = async (aws: AwsClient): Promise<Readonly<Record<string, Json>>> => ({
  name: "ppm2",
  tags: { CostCenter: "4711" },
  ignore_tag_keys: ["LastScanned"],
  ignore_tag_key_prefixes: ["auto:"],
  namespace: "packages",
  permissions_boundary_arn: `arn:aws:iam::${accountId}:policy/boundary`,
  iam_path: "/package-manager/",

  kubernetes_version: "1.36",
  apply_role_arn: arn("terraform"),
  plan_role_arn: arn("terraform-plan"),
  administrator_role_arns: [arn("platform-team")],
  cluster_private_access_cidrs: ["10.8.0.0/16"],
  cluster_log_retention_days: 180,
  node_instance_type: "m6a.4xlarge",
  node_disk_gib: 200,
  node_detailed_monitoring: true,
  vpc_cni_version: "v1.20.4-eksbuild.3",
  kube_proxy_version: "v1.35.0-eksbuild.2",
  pod_identity_agent_version: "v1.3.10-eksbuild.3",
  core_dns_version: "v1.14.2-eksbuild.4",
  metrics_server_version: "v0.8.0-eksbuild.7",
  node_monitoring_agent_version: "v1.4.3-eksbuild.2",
  node_count: 4,

  vpc_cidr: "10.1.0.0/16",
  availability_zones: [`${region}c`, `${region}b`, `${region}a`],
  flow_log_retention_days: 180,

  secret_recovery_window_days: 7,
  database_password_revision: 2,
  encryption_key_bytes: 64,
  license: "another license",
  license_revision: 2,

  database_engine_version: "18",
  database_instance_class: "db.m6g.xlarge",
  database_max_connections: 2000,
  database_allocated_storage_gib: 200,
  database_max_allocated_storage_gib: 1000,
  database_multi_az: false,
  database_backup_retention_days: 35,
  database_backup_window: "01:00-02:00",
  database_maintenance_window: "sat:04:30-sat:05:30",
  database_slow_query_milliseconds: 500,
  database_log_retention_days: 90,
  database_monitoring_interval_seconds: 30,
  database_name: "packages",
  database_master_username: "administrator",

  allowed_cidrs: ["203.0.113.0/24", "198.51.100.0/24"],
  idle_timeout_seconds: 600,
  deregistration_delay_seconds: 60,
  access_log_retention_days: 180,
  domain_name: "cran.example.test",
  tls_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
  hosted_zone_id: await secondZone(aws),
  bucket_noncurrent_version_days: 60,
  bucket_force_destroy: true,

  alarm_email_addresses: ["on-call@example.test"],
  alarm_topic_arns: [`arn:aws:sns:${region}:${accountId}:pager`],
  runbook_base_url: "https://wiki.example.test/runbooks",
  alarm_target_errors: 50,
  alarm_latency_seconds: 5,
  alarm_unhealthy_targets: 2,
  alarm_expected_targets: 2,
  alarm_healthy_targets: 1,
  alarm_load_balancer_errors: 20,
  alarm_certificate_days: 45,
  alarm_database_cpu_percent: 70,
  alarm_database_credits: 200,
  alarm_database_connections_percent: 60,
  alarm_database_free_storage_gib: 10,
  alarm_database_free_memory_mib: 1024,

  replicas: 2,
  update_strategy: "recreate",
  restrict_egress: false,
  egress_tcp_ports: ["636"],
  max_open_connections: 60,
  git_build_concurrency: 20,
  database_username: "packages",
  chart_repository: "oci://registry.example.com/charts",
  chart_version: "0.20.5",
  image_repository: "registry.example.com/package-manager",
  image_tag: "2026.09.0-ubuntu-24.04",
  image_digest: `sha256:${"0".repeat(64)}`,
  init_image: "postgres:18.0-alpine",
  cpu_request_millicores: 5000,
  cpu_limit_millicores: 12000,
  memory_request_mib: 10240,
  memory_limit_mib: 20480,
  ephemeral_storage_request_gib: 20,
  ephemeral_storage_limit_gib: 50,
  controller_chart_repository: "oci://registry.example.com/charts",
  controller_chart_version: "3.5.1",
  controller_image_repository: "registry.example.com/aws-load-balancer-controller",
  controller_image_tag: "v3.5.1",
});

/** What must change with a variable, or the plan is refused. */
export const companions: Readonly<Record<string, JsonObject>> = {
  image_tag: { update_strategy: "recreate" },
};

/** Why a variable of the reference architecture has no alternative. */
export const untriedVariables: Readonly<Record<string, string>> = {
  region: "a plan in another region finds nothing of what was made, and makes everything anew",
};

/** Another zone of the same domain, as after a move of the domain. */
async function secondZone(aws: AwsClient): Promise<string> {
  const { HostedZone } = await aws.call<{ HostedZone: { Id: string } }>("route53", "create_hosted_zone", {
    Name: "example.test",
    CallerReference: "moved",
  });
  return HostedZone.Id.replace(/^.*\//, "");
}

/** Another choice for a key of the deployment file. */
export interface KeyAlternative {
  readonly from: Json;
  readonly to: Json;
  /** What the deployment file has for it, where it is more than the key. */
  readonly deployment?: JsonObject;
  /** Variables that the choice brings in, or text in which `TYPE.NAME.ATTRIBUTE` of the state stands. */
  readonly variables?: JsonObject;
}

/** Other choices, each beside the reference architecture without `protection`. */
export const keyAlternatives: Readonly<Record<string, KeyAlternative>> = {
  protection: { from: false, to: true },
  awsRole: { from: "none", to: "assume", variables: { assume_role_arn: arn("terraform") } },
  "network.zones": { from: 3, to: 2 },
  "network.natGateways": { from: "perZone", to: "single" },
  "network.interfaceEndpoints": { from: false, to: true },
  "cluster.endpointAccess": {
    from: "private",
    to: "public",
    variables: { cluster_public_access_cidrs: ["203.0.113.0/24"] },
  },
  "cluster.nodes": { from: "fixed", to: "autoscaling" },
  identity: { from: "irsa", to: "podIdentity" },
  "bucket.clientSideEncryption": { from: false, to: true },
  "loadBalancer.scheme": { from: "internetFacing", to: "internal" },
  "loadBalancer.targets": { from: "ip", to: "node" },
  "loadBalancer.tls.mode": {
    from: "acm",
    to: "certificate",
    variables: { certificate_arn: "aws_acm_certificate.load_balancer_certificate.arn" },
  },
  "loadBalancer.hostedZone": {
    from: "sameAccount",
    to: "otherAccount",
    variables: { hosted_zone_role_arn: arn("dns") },
  },
  "loadBalancer.waf": { from: false, to: true },
  "monitoring.alarms": { from: true, to: false },
  "monitoring.dashboard": { from: true, to: false },
  "monitoring.containerInsights": {
    from: false,
    to: true,
    variables: { cloudwatch_observability_version: "v4.4.0-eksbuild.1" },
  },
  "monitoring.serviceMonitor": { from: false, to: true },
  "packageManager.license": { from: "variable", to: "evaluation" },
  "packageManager.encryptionKey": { from: "generate", to: "given", variables: { encryption_key: "0a".repeat(64) } },
  "packageManager.sandboxing": { from: true, to: false },
  "packageManager.databaseTls": { from: "verify-full", to: "require" },
  "packageManager.databaseCa": {
    from: "rds",
    to: "given",
    variables: { database_ca_bundle: "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n" },
  },
  "packageManager.outboundProxy": {
    from: false,
    to: true,
    variables: { https_proxy: "http://proxy.example.com:3128" },
  },
  "packageManager.imagePullSecret": { from: false, to: true, variables: { image_pull_secret: "registry-login" } },
  "packageManager.extraConfig": { from: {}, to: { Server: { DataDirMode: "0700" } } },
  "packageManager.extraEnvFromSecret": {
    from: [],
    to: [{ name: "PACKAGEMANAGER_OPENIDCONNECT_CLIENTSECRET", secret: "oidc", key: "client-secret" }],
  },
  "packageManager.extraValues": { from: {}, to: { pod: { labels: { team: "data" } } } },
  handover: { from: "remoteState", to: "variables" },
  clusterLogin: { from: "token", to: "exec" },
};

/** Why a key that the reference architecture has, has no other choice here. */
export const untriedKeys: Readonly<Record<string, string>> = {
  name: "another name is another deployment: other folders, other states",
  output: "a child module is planned with the root module around it",
  adopt: "the effect is that of the import, which depends on what is adopted",
  "state.backend": "the state moves with `terraform init -migrate-state`, which no plan shows",
  "backup.mode": "a plan with it was not recorded; it adds a vault, a plan, a role and a key",
  "bucket.clientSideKeySetting": "counts only with bucket.clientSideEncryption: true",
};

/** Of a part that is made or exists. */
export const existingPart = "what is made would be given up for something that exists, which a plan here does not have";
