import { buildApp } from "../../../src/app";
import { deploymentSchema } from "../../../src/config/schema";
import { synthesize } from "../../../src/terraform/synthesize";

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

interface Stack {
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
}

const given = { iam: { mode: "existing" }, keys: { mode: "existing" } } as const;
const madeHere = { name: "ppm", identity: "podIdentity" } as const;
const cluster = { network: { mode: "existing" }, cluster: { mode: "existing" } } as const;
const database = { mode: "existing", credentials: "application" } as const;

/** All that can be made beside roles and keys. */
const everything = {
  ...madeHere,
  bucket: { mode: "create", clientSideEncryption: true },
  loadBalancer: { mode: "create", waf: true },
} as const;

const known = new Map<string, Stack[]>();

/** The stacks of a deployment, synthesized once. */
function stacks(deployment: object): Stack[] {
  const key = JSON.stringify(deployment);
  const all = known.get(key) ?? synthesized(deployment);
  known.set(key, all);
  return all;
}

function synthesized(deployment: object): Stack[] {
  const { files } = synthesize((outdir) =>
    buildApp([deploymentSchema.parse(deployment)], { outdir, localStateFolder: "." }),
  );
  return [...files]
    .filter(([path]) => path.endsWith("/cdk.tf.json"))
    .sort()
    .map(([, text]) => JSON.parse(text) as Stack);
}

const variablesOf = (all: Stack[], pattern: RegExp) =>
  all
    .flatMap(({ variable }) => Object.keys(variable ?? {}))
    .filter((name) => pattern.test(name))
    .sort();
const typesOf = (all: Stack[], pattern: RegExp) =>
  all.flatMap(({ resource }) => Object.keys(resource ?? {})).filter((type) => pattern.test(type));

const infrastructure = (deployment: object) => {
  const found = stacks(deployment).find(({ resource }) => "aws_eks_pod_identity_association" in (resource ?? {}));
  if (!found) throw new Error("no stack with associations");
  return found;
};

/** What only roles that are made here read. */
const OF_CREATED = ["iam_path", "permissions_boundary_arn"];

const ofCluster = ["cluster_role_arn", "node_role_arn", "vpc_cni_role_arn"];
const ofPods = ["load_balancer_controller_role_arn", "package_manager_role_arn"];
const ofDatabase = "database_monitoring_role_arn";

describe("iam.mode: existing", () => {
  test.each<[string, object, string[]]>([
    ["everything made here", everything, [...ofCluster, ofDatabase, "flow_logs_role_arn", ...ofPods]],
    ["an existing network", { ...madeHere, network: { mode: "existing" } }, [...ofCluster, ofDatabase, ...ofPods]],
    ["an existing database", { ...madeHere, database }, [...ofCluster, "flow_logs_role_arn", ...ofPods]],
    [
      "nodes as targets, without a controller",
      { ...madeHere, loadBalancer: { mode: "create", targets: "node" } },
      [...ofCluster, ofDatabase, "flow_logs_role_arn", "package_manager_role_arn"],
    ],
    ["an existing cluster, IRSA", { name: "ppm", ...cluster }, [ofDatabase, ...ofPods]],
    [
      "an existing cluster with its controller",
      { ...madeHere, ...cluster, cluster: { mode: "existing", controller: "installed" } },
      [ofDatabase, "package_manager_role_arn"],
    ],
    [
      "a child module",
      { ...everything, output: "module", handover: "variables" },
      [...ofCluster, ofDatabase, "flow_logs_role_arn", ...ofPods],
    ],
  ])("makes nothing in IAM with %s, and asks for the roles that would be made", (_, deployment, roles) => {
    const all = stacks({ ...deployment, ...given });
    expect(all.length).toBeGreaterThan(0);
    expect(typesOf(all, /^aws_iam_/)).toEqual([]);
    expect(all.flatMap(({ data }) => Object.keys(data ?? {})).filter((type) => /^aws_iam_role/.test(type))).toEqual([]);
    const names = variablesOf(all, /_role_arn$/).filter(
      (name) => name !== "apply_role_arn" && name !== "plan_role_arn",
    );
    expect(names).toEqual([...roles].sort());
    expect(variablesOf(all, new RegExp(`^(${OF_CREATED.join("|")})$`))).toEqual([]);
  });

  test("otherwise asks for none", () => {
    const all = stacks(everything);
    expect(typesOf(all, /^aws_iam_role$/)).toEqual(["aws_iam_role"]);
    expect(variablesOf(all, /_role_arn$/)).toEqual(["apply_role_arn", "plan_role_arn"]);
    expect(variablesOf(all, new RegExp(`^(${OF_CREATED.join("|")})$`))).toEqual(OF_CREATED);
  });

  test("each role is where the one made here would be, and waits for nothing in IAM", () => {
    const { resource = {} } = infrastructure({ ...everything, ...given });
    const associations = Object.entries(resource.aws_eks_pod_identity_association ?? {});
    expect(Object.fromEntries(associations.map(([name, { role_arn: arn }]) => [name, arn]))).toEqual({
      cluster_vpc_cni_role_association: "${var.vpc_cni_role_arn}",
      load_balancer_controller_role_association: "${var.load_balancer_controller_role_arn}",
      package_manager_role_association: "${var.package_manager_role_arn}",
    });
    expect(resource.aws_eks_cluster?.cluster).toMatchObject({
      role_arn: "${var.cluster_role_arn}",
      depends_on: ["aws_cloudwatch_log_group.cluster_log_group"],
    });
    expect(resource.aws_eks_node_group?.cluster_node_group).toMatchObject({
      node_role_arn: "${var.node_role_arn}",
      depends_on: [
        "aws_eks_addon.cluster_vpc_cni",
        "aws_eks_addon.cluster_kube_proxy",
        "aws_eks_addon.cluster_pod_identity_agent",
      ],
    });
    expect(resource.aws_eks_addon?.cluster_vpc_cni).toMatchObject({
      depends_on: ["aws_eks_pod_identity_association.cluster_vpc_cni_role_association"],
    });
    expect(resource.aws_flow_log?.network_flow_logs).toMatchObject({ iam_role_arn: "${var.flow_logs_role_arn}" });
    expect(resource.aws_db_instance?.database).toMatchObject({
      monitoring_role_arn: "${var.database_monitoring_role_arn}",
      depends_on: [
        "aws_cloudwatch_log_group.database_postgresql_log_group",
        "aws_cloudwatch_log_group.database_upgrade_log_group",
      ],
    });
  });
});

describe("keys.mode: existing", () => {
  test.each<[string, object, string[]]>([
    ["everything made here", everything, ["alarms", "bucket", "client_side", "cluster", "database", "logs", "secrets"]],
    ["plain objects", madeHere, ["alarms", "bucket", "cluster", "database", "logs", "secrets"]],
    ["an existing database", { ...madeHere, database }, ["alarms", "bucket", "cluster", "logs", "secrets"]],
    [
      "secrets in Kubernetes",
      { ...madeHere, secrets: { mode: "kubernetes" }, database },
      ["alarms", "bucket", "cluster", "logs"],
    ],
    ["an existing cluster", { name: "ppm", ...cluster }, ["alarms", "bucket", "database", "logs", "secrets"]],
    ["nothing that logs", { name: "ppm", ...cluster, database }, ["alarms", "bucket", "secrets"]],
  ])("makes no key with %s, and looks up those that would be made", (_, deployment, purposes) => {
    const all = stacks({ ...deployment, ...given });
    expect(typesOf(all, /^aws_kms_/)).toEqual([]);
    expect(variablesOf(all, /_kms_key_arn$/)).toEqual(purposes.map((purpose) => `${purpose}_kms_key_arn`));
    const lookedUp = all.flatMap(({ data }) => Object.entries(data?.aws_kms_key ?? {}));
    expect(Object.fromEntries(lookedUp.map(([name, { key_id: arn }]) => [name, arn]))).toEqual(
      Object.fromEntries(purposes.map((purpose) => [`${purpose}_key`, `\${var.${purpose}_kms_key_arn}`])),
    );
  });

  test("otherwise asks for none", () => {
    const all = stacks(everything);
    expect(typesOf(all, /^aws_kms_key$/)).toEqual(["aws_kms_key"]);
    expect(variablesOf(all, /_kms_key_arn$/)).toEqual([]);
  });

  test("each key encrypts what the one made here would", () => {
    const { resource = {} } = infrastructure({ ...everything, ...given });
    expect(resource.aws_eks_cluster?.cluster).toMatchObject({
      encryption_config: { provider: { key_arn: "${var.cluster_kms_key_arn}" } },
    });
    expect(resource.aws_db_instance?.database).toMatchObject({
      kms_key_id: "${var.database_kms_key_arn}",
      performance_insights_kms_key_id: "${var.database_kms_key_arn}",
    });
    const keysOf = (type: string) => [...new Set(Object.values(resource[type] ?? {}).map((one) => one.kms_key_id))];
    expect(keysOf("aws_cloudwatch_log_group")).toEqual(["${var.logs_kms_key_arn}"]);
    expect(keysOf("aws_secretsmanager_secret")).toEqual(["${var.secrets_kms_key_arn}"]);
    expect(
      JSON.stringify(resource.aws_s3_bucket_server_side_encryption_configuration?.bucket_server_side_encryption),
    ).toContain('"kms_master_key_id":"${var.bucket_kms_key_arn}"');
  });
});
