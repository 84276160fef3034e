/** What a resource belongs to, for people who read a picture, a report or a difference. */
export type Part =
  | "network"
  | "cluster"
  | "database"
  | "bucket"
  | "backups"
  | "loadBalancer"
  | "secrets"
  | "keys"
  | "identity"
  | "monitoring"
  | "packageManager"
  | "workspaces"
  | "other";

/** Name of each part, in the order in which documents list them. */
export const partTitles: Readonly<Record<Part, string>> = {
  network: "Network",
  cluster: "Cluster",
  database: "Database",
  bucket: "Bucket",
  backups: "Backups",
  loadBalancer: "Load balancer",
  secrets: "Secrets",
  keys: "Encryption keys",
  identity: "Roles and permissions",
  packageManager: "Package Manager",
  monitoring: "Monitoring",
  workspaces: "Terraform workspaces",
  other: "Other",
};

/**
 * Part that a resource, data source or ephemeral resource belongs to. A role, a key or a secret counts as that, whatever
 * it is for; everything else goes by the construct that its name begins with.
 *
 * @returns "other" for what no part owns, such as a resource that this app did not make.
 */
export function partOf(block: { type: string; name: string }): Part {
  const { type, name } = block;
  return rules.find(([of, pattern]) => pattern.test(of === "type" ? type : name))?.[2] ?? "other";
}

/** The first that matches decides. */
const rules: readonly (readonly ["type" | "name", RegExp, Part])[] = [
  ["type", /^tfe_|^terraform_remote_state$/, "workspaces"],
  ["name", /^(runs_provider|apply_role|plan_role)(_|$)/, "workspaces"],
  ["type", /^aws_secretsmanager_|^kubernetes_secret/, "secrets"],
  ["name", /^(encryption_key|license)_/, "secrets"],
  ["type", /^aws_kms_/, "keys"],
  ["name", /_key_policy$/, "keys"],
  ["name", /_role(_|$)|_trust_policy$/, "identity"],
  ["type", /^aws_(caller_identity|partition|iam_openid_connect_provider)$/, "identity"],
  ["name", /^network(_|$)/, "network"],
  ["name", /^cluster(_|$)/, "cluster"],
  ["name", /^database(_|$)/, "database"],
  ["name", /^bucket(_|$)/, "bucket"],
  ["name", /^backup(_|$)/, "backups"],
  ["name", /^(load_balancer|web_application_firewall|access_logs)(_|$)/, "loadBalancer"],
  ["name", /^package_manager(_|$)/, "packageManager"],
  ["name", /^(alarm_topic|alarms|dashboard|container_insights)(_|$)/, "monitoring"],
];
