import { add, block, type Mutation } from "../mutations";
import { isObject, type Json, type JsonObject, type TerraformJson } from "../../../src/inspect/terraform-json";

type Change = Mutation["mutate"];

/** Sets members, by paths such as `vpc_config.subnet_ids`, of the first block of a type in the infrastructure stack. */
const resource = (type: string, change: Readonly<Record<string, Json>>, name?: string): Change => {
  return ({ infrastructure }) => setAll(block(infrastructure, type, name), change);
};

/** Sets members of the values of the `rstudio-pm` chart. */
const values = (change: Readonly<Record<string, Json>>): Change => {
  return ({ application }) => setAll(chartValues(application), change);
};

/** Puts every subnet of a kind into one zone. */
const oneZone = (kind: string): Change => {
  return ({ infrastructure }) => {
    const subnets = Object.entries(infrastructure.resource?.aws_subnet ?? {}).filter(([name]) => name.includes(kind));
    for (const [, subnet] of subnets) subnet.availability_zone = "eu-central-1a";
  };
};

const isolated = ["${aws_subnet.network_zone_1_isolated_subnet.id}", "${aws_subnet.network_zone_2_isolated_subnet.id}"];
const keyVariable = "PACKAGEMANAGER_ENCRYPTION_KEY";

/** Each breaks one requirement of the reference page. */
export const conformanceMutations: readonly Mutation[] = [
  { rule: "eks-with-internet", mutate: ({ infrastructure }) => delete infrastructure.resource?.aws_nat_gateway },
  { rule: "zones", mutate: oneZone("private") },
  { rule: "load-balancer", mutate: resource("aws_lb", { load_balancer_type: "network" }) },
  { rule: "load-balancer", mutate: resource("aws_lb_target_group", { port: 80 }) },
  {
    rule: "load-balancer",
    mutate: resource("aws_lb_listener", { "default_action.0.type": "fixed-response" }, "load_balancer_https_listener"),
  },
  { rule: "eks-manages-the-cluster", mutate: resource("aws_eks_node_group", { cluster_name: "another" }) },
  { rule: "rds-postgresql", mutate: resource("aws_db_instance", { engine: "mysql" }) },
  { rule: "s3-bucket", mutate: values({ "config.S3Storage.Bucket": "another" }) },
  { rule: "eks-provisions", mutate: ({ infrastructure }) => delete infrastructure.resource?.aws_eks_cluster },
  { rule: "three-nodes", mutate: resource("aws_eks_node_group", { "scaling_config.desired_size": 2 }) },
  { rule: "three-nodes", mutate: oneZone("private") },
  { rule: "node-size", mutate: resource("aws_eks_node_group", { instance_types: ["c6a.large"] }) },
  { rule: "no-autoscaling", mutate: resource("aws_eks_node_group", { "scaling_config.max_size": 4 }) },
  { rule: "no-autoscaling", mutate: resource("aws_eks_node_group", { "scaling_config.min_size": 1 }) },
  {
    rule: "fixed-nodes",
    mutate: resource("aws_eks_node_group", { "lifecycle.ignore_changes": ["scaling_config[0].desired_size"] }),
  },
  { rule: "fixed-nodes", mutate: ({ infrastructure }) => add(infrastructure, "resource", "aws_eks_node_group", {}) },
  {
    rule: "autoscaling-possible",
    mutate: resource("aws_eks_node_group", { "scaling_config.min_size": 3, "scaling_config.max_size": 3 }),
  },
  { rule: "autoscaling-possible", mutate: resource("aws_eks_node_group", { "lifecycle.ignore_changes": [] }) },
  { rule: "database-size", mutate: resource("aws_db_instance", { instance_class: "db.t3.large" }) },
  { rule: "database-size", mutate: resource("aws_db_instance", { allocated_storage: 20 }) },
  { rule: "database-size", mutate: resource("aws_db_instance", { multi_az: false }) },
  { rule: "database-zones", mutate: oneZone("isolated") },
  { rule: "empty-database", mutate: resource("aws_db_instance", { db_name: null }) },
  { rule: "empty-database", mutate: resource("aws_db_instance", { snapshot_identifier: "before" }) },
  { rule: "kms", mutate: ({ application }) => delete (chartValues(application).config as JsonObject).S3Storage },
  {
    rule: "kms",
    mutate: ({ infrastructure }) => {
      for (const document of Object.values(infrastructure.data?.aws_iam_policy_document ?? {})) document.statement = [];
    },
  },
  {
    rule: "private-cluster-public-load-balancer",
    mutate: resource("aws_eks_cluster", { "vpc_config.endpoint_public_access": true }),
  },
  {
    rule: "private-cluster-public-load-balancer",
    mutate: resource("aws_eks_cluster", { "vpc_config.endpoint_private_access": false }),
  },
  {
    rule: "private-cluster-public-load-balancer",
    mutate: ({ infrastructure }) => {
      const { subnets } = block(infrastructure, "aws_lb");
      setAll(block(infrastructure, "aws_eks_node_group"), { subnet_ids: subnets ?? null });
    },
  },
  {
    rule: "private-cluster-public-load-balancer",
    mutate: resource("aws_eks_cluster", { "vpc_config.subnet_ids": isolated }),
  },
  { rule: "private-cluster-public-load-balancer", mutate: resource("aws_lb", { subnets: isolated }) },
  { rule: "private-cluster-public-load-balancer", mutate: resource("aws_lb", { internal: true }) },
  { rule: "everything-in-several-zones", mutate: oneZone("public") },
  { rule: "everything-in-several-zones", mutate: oneZone("private") },
  {
    rule: "application-in-the-cluster",
    mutate: ({ application }) =>
      setAll(application.ephemeral?.aws_eks_cluster_auth ?? {}, { "cluster_login.name": "a" }),
  },
  { rule: "application-in-the-cluster", mutate: ({ application }) => delete application.resource?.helm_release },
  { rule: "git-builders", mutate: values({ "config.Git.BuildConcurrency": 33 }) },
  { rule: "open-connections", mutate: values({ "config.PostgresPool.MaxOpenConnections": 49 }) },
  { rule: "all-data-in-s3", mutate: values({ "config.Storage.Default": "file" }) },
  { rule: "all-data-in-s3", mutate: values({ "config.Storage.Cache": "file" }) },
  { rule: "all-data-in-s3", mutate: values({ sharedStorage: { create: true } }) },
  {
    rule: "all-data-in-s3",
    mutate: ({ application }) => add(application, "resource", "kubernetes_persistent_volume_claim_v1", {}),
  },
  {
    rule: "official-chart",
    mutate: ({ application }) => setAll(packageManager(application), { repository: "https://example.com" }),
  },
  { rule: "official-chart", mutate: values({ config: {} }) },
  { rule: "one-encryption-key", mutate: values({ "pod.env": [] }) },
  { rule: "one-encryption-key", mutate: values({ rstudioPMKey: "key" }) },
  {
    rule: "one-encryption-key",
    mutate: ({ application }) => environment(application).push({ name: keyVariable, value: "another" }),
  },
  {
    rule: "key-from-secret",
    mutate: ({ application }) => {
      for (const secret of Object.values(application.resource?.kubernetes_secret_v1 ?? {})) delete secret.data_wo;
    },
  },
  {
    rule: "hex-key",
    mutate: ({ infrastructure }) => delete infrastructure.ephemeral?.aws_secretsmanager_random_password,
  },
  {
    rule: "hex-key",
    mutate: ({ infrastructure }) =>
      setAll(infrastructure.ephemeral?.aws_secretsmanager_random_password ?? {}, {
        "encryption_key_random.password_length": 127,
      }),
  },
  {
    rule: "hex-key",
    mutate: ({ infrastructure }) =>
      setAll(infrastructure.ephemeral?.aws_secretsmanager_random_password ?? {}, {
        "encryption_key_random.exclude_uppercase": false,
      }),
  },
  {
    rule: "secret-name",
    mutate: ({ application }) => {
      for (const secret of Object.values(application.resource?.kubernetes_secret_v1 ?? {})) {
        setAll(secret, { "metadata.name": "another" });
      }
    },
  },
  {
    rule: "key-environment",
    mutate: ({ application }) => setAll(keyOf(application), { "valueFrom.secretKeyRef.name": "a" }),
  },
  {
    rule: "key-environment",
    mutate: ({ application }) => setAll(keyOf(application), { "valueFrom.secretKeyRef.key": "a" }),
  },
  { rule: "three-replicas", mutate: values({ replicas: 2 }) },
  { rule: "one-replica-a-node", mutate: values({ topologySpreadConstraints: [] }) },
  { rule: "one-replica-a-node", mutate: values({ "topologySpreadConstraints.0.maxSkew": 2 }) },
  {
    rule: "one-replica-a-node",
    mutate: values({ "topologySpreadConstraints.0.whenUnsatisfiable": "ScheduleAnyway" }),
  },
  {
    rule: "one-replica-a-node",
    mutate: values({ "topologySpreadConstraints.0.labelSelector.matchLabels": { app: "rstudio-pm" } }),
  },
];

function packageManager(application: TerraformJson): JsonObject {
  const releases = Object.values(application.resource?.helm_release ?? {});
  const release = releases.find(({ chart }) => chart === "rstudio-pm");
  if (!release) throw new Error("the stack has no release of rstudio-pm; correct the mutation");
  return release;
}

/** The local that the release encodes as its values. */
function chartValues(application: TerraformJson): JsonObject {
  const name = /^\$\{yamlencode\(local\.(\w+)\)\}$/.exec(
    String((packageManager(application).values as Json[])[0]),
  )?.[1];
  const found = application.locals?.[name ?? ""];
  if (!isObject(found)) throw new Error("the values are not a local any more; correct the mutations");
  return found;
}

function environment(application: TerraformJson): JsonObject[] {
  return (chartValues(application).pod as { env: JsonObject[] }).env;
}

function keyOf(application: TerraformJson): JsonObject {
  return environment(application).find(({ name }) => name === keyVariable) ?? {};
}

function setAll(target: JsonObject, change: Readonly<Record<string, Json>>): void {
  for (const [path, value] of Object.entries(change)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let here: Record<string, Json> = target;
    for (const key of keys) {
      here[key] ??= {};
      here = here[key] as Record<string, Json>;
    }
    here[last] = value;
  }
}
