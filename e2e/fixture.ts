import type { AwsClient } from "./aws-client";
import type { Json, JsonObject } from "./json";
import { accountId } from "./emulator";
import type { Refusal, Unreachable } from "./refusals";
import { region } from "./settings";
import { controllerVersionRefusals, packageManagerVersionRefusals } from "./version-refusals";

type Variables = Readonly<Record<string, Json>>;

export const domain = "example.test";

/** Variables of the infrastructure stack. Makes the hosted zone that the user would bring. */
export async function infrastructureVariables(aws: AwsClient): Promise<Variables> {
  return {
    region,
    apply_role_arn: `arn:aws:iam::${accountId}:role/terraform-apply`,
    allowed_cidrs: ["203.0.113.0/24"],
    domain_name: `packages.${domain}`,
    hosted_zone_id: await hostedZone(aws),
    // Given, since the emulator cannot say which is the newest.
    vpc_cni_version: "v1.20.4-eksbuild.2",
    kube_proxy_version: "v1.35.3-eksbuild.2",
    pod_identity_agent_version: "v1.3.10-eksbuild.2",
    core_dns_version: "v1.14.3-eksbuild.11",
    metrics_server_version: "v0.8.0-eksbuild.6",
    node_monitoring_agent_version: "v1.4.3-eksbuild.1",
  };
}

/** The public zone of the domain, made where it is not there. */
async function hostedZone(aws: AwsClient): Promise<string> {
  const { HostedZones } = await aws.call<{ HostedZones: Zone[] }>("route53", "list_hosted_zones");
  const zone = HostedZones.find(({ Config }) => !Config.PrivateZone);
  return zone ? zoneId(zone) : makeZone(aws, { Name: domain, CallerReference: "public" });
}

interface Zone {
  readonly Id: string;
  readonly Config: { readonly PrivateZone: boolean };
}

export async function makeZone(aws: AwsClient, parameters: JsonObject): Promise<string> {
  return zoneId((await aws.call<{ HostedZone: Zone }>("route53", "create_hosted_zone", parameters)).HostedZone);
}

function zoneId({ Id }: Zone): string {
  return Id.replace(/^.*\//, "");
}

const passwordVersion = (secret: string) =>
  `aws_secretsmanager_secret_version.${secret} replace secret_string_wo_version`;

/** What raising the revision of the database passwords may change, and nothing else. */
export const passwordRotation = {
  variables: { database_password_revision: 2 } satisfies Variables,
  changes: [
    "aws_db_instance.database update password_wo_version",
    passwordVersion("database_master_password_version"),
    passwordVersion("database_password_version"),
    "output.database_password_revision output",
  ] as readonly string[],
  /** Secrets whose value changes. */
  secrets: ["ppm/database-master-password", "ppm/database-password"] as readonly string[],
  /** The one that the server gets. */
  master: "ppm/database-master-password",
};

/** Another license, and what it may change. */
export const licenseRotation = {
  variables: {
    license: "-----BEGIN LICENSE-----\nanother one, just as unmistakable\n-----END LICENSE-----\n",
    license_revision: 2,
  } satisfies Variables,
  changes: [
    "aws_secretsmanager_secret_version.license_version replace secret_string_wo_version",
    "output.license_revision output",
    "terraform_data.license_written replace input",
    "terraform_data.license_written replace triggers_replace",
  ] as readonly string[],
};

/** Variables of the application stack. */
export const applicationVariables: Variables = {};

/** Another version of Package Manager, in the two applies that it takes. */
export const packageManagerUpgrade = {
  /** Refused without the next. */
  variables: { image_tag: "2026.09.0-ubuntu-24.04" } satisfies Variables,
  stopped: { update_strategy: "recreate" } satisfies Variables,
};

/** Wrong values for each condition of the application stack. */
export const applicationRefusals: readonly Refusal[] = [
  {
    condition: "helm_release.package_manager precondition 0",
    variables: { replicas: 4 },
    message: "replicas is 4, expected at most 3, one for each node; lower it, or add nodes.",
  },
  {
    condition: "helm_release.package_manager precondition 1",
    variables: { max_open_connections: 301 },
    message: "max_open_connections is 301, expected at most 300: the database accepts 1802, and 3 replicas may double ",
  },
  {
    condition: "helm_release.package_manager precondition 2",
    variables: { cpu_request_millicores: 7201 },
    message: "cpu_request_millicores is 7201, expected at most 7200, so that 2 pods fit on a node ",
  },
  {
    condition: "helm_release.package_manager precondition 3",
    variables: { memory_request_mib: 13108 },
    message: "memory_request_mib is 13108, expected at most 13107, so that 2 pods fit on a node ",
  },
  {
    condition: "helm_release.package_manager precondition 4",
    variables: { database_username: "ppm_master" },
    message: "database_username is ppm_master, expected another name than the master user's; rename it.",
  },
  {
    condition: "helm_release.package_manager precondition 5",
    variables: packageManagerUpgrade.variables,
    message:
      "image_tag changes Package Manager from 2026.08.0 to 2026.09.0, expected update_strategy recreate with it, since ",
  },
  ...controllerVersionRefusals,
  ...packageManagerVersionRefusals,
];

export const unreachableApplicationConditions: readonly Unreachable[] = [
  {
    condition: "kubernetes_config_map_v1.package_manager_database_ca precondition 0",
    why: "asks about the region of the infrastructure, which the stack reads from its state",
  },
];

/** What the application stack changes after that. */
export const applicationRotation = {
  real: [
    // Computed from the new release.
    "helm_release.package_manager update id",
    "helm_release.package_manager update metadata",
    "helm_release.package_manager update values",
    "kubernetes_secret_v1.package_manager_secrets update data_wo_revision",
    "kubernetes_secret_v1.package_manager_secrets_database_master update data_wo_revision",
  ],
  /** With the stand-ins of a machine without Kubernetes. */
  standIn: [
    ...standInUpdate("helm_release_package_manager"),
    ...standInUpdate("kubernetes_secret_v1_package_manager_secrets"),
    "terraform_data.kubernetes_secret_v1_package_manager_secrets_captured replace triggers_replace",
    ...standInUpdate("kubernetes_secret_v1_package_manager_secrets_database_master"),
    "terraform_data.kubernetes_secret_v1_package_manager_secrets_database_master_captured replace triggers_replace",
  ],
};

/** What the application stack changes after another license. */
export const licenseFollowed = {
  real: [
    "helm_release.package_manager update id",
    "helm_release.package_manager update metadata",
    "helm_release.package_manager update values",
    "kubernetes_secret_v1.package_manager_secrets_license update data_wo_revision",
  ],
  standIn: [
    ...standInUpdate("helm_release_package_manager"),
    ...standInUpdate("kubernetes_secret_v1_package_manager_secrets_license"),
    "terraform_data.kubernetes_secret_v1_package_manager_secrets_license_captured replace triggers_replace",
  ],
};

function standInUpdate(name: string): string[] {
  return [`terraform_data.${name} update input`, `terraform_data.${name} update output`];
}

/** Every ephemeral value that the application stack passes on → the name of the secret that it is, or `EKS token`. */
export const ephemeralValues: Readonly<Record<string, string>> = {
  "kubernetes_secret_v1.package_manager_secrets data_wo.database-password": "ppm/database-password",
  "kubernetes_secret_v1.package_manager_secrets data_wo.ppm-encryption-key-user": "ppm/encryption-key",
  "kubernetes_secret_v1.package_manager_secrets_database_master data_wo.password": "ppm/database-master-password",
  "kubernetes_secret_v1.package_manager_secrets_license data_wo.license.lic": "ppm/license",
  "provider.helm 0.kubernetes.token": "EKS token",
  "provider.kubernetes 0.token": "EKS token",
};
