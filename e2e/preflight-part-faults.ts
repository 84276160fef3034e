import { deepStrictEqual as equal } from "node:assert/strict";
import type { AwsContext } from "./aws-context";
import type { Json } from "./json";
import { licenseFile, type World } from "./preflight-world";

/** Everything exists already. */
const deployment = {
  network: { mode: "existing" },
  cluster: { mode: "existing" },
  keys: { mode: "existing" },
  secrets: { mode: "existing" },
  database: { mode: "existing", credentials: "application" },
  bucket: { mode: "existing", customerKey: true },
  loadBalancer: { mode: "existing", attach: "listener", dnsRecord: true },
  packageManager: { databaseTls: "require" },
};

const variables = [
  ...["region", "vpc_id", "cluster_name", "node_security_group_id", "database_host", "database_max_connections"],
  ...["database_security_group_id", "bucket_name", "bucket_kms_key_arn", "alarms_kms_key_arn"],
  ...["database_secret_arn", "license_secret_arn", "encryption_key_secret_arn", "listener_arn"],
  ...["listener_rule_priority", "domain_name", "hosted_zone_id", "chart_repository", "controller_chart_repository"],
  ...["image_repository", "init_image", "controller_image_repository"],
];

/** What a deployment file says that exists, and does not, or is not as it says. */
export async function checkPartFaults({ lane }: AwsContext, world: World): Promise<void> {
  const { aws, parts } = world;
  const preflight = world.preflight("parts", { deployment, variables });
  await lane.check("all that exists is as the deployment file says", async () => {
    const { code, checks } = await preflight.json({ license: `../${licenseFile}` });
    const wrong = checks.flatMap(({ findings }) => findings).filter(({ status }) => status !== "passed");
    equal([code, wrong], [0, []]);
    const names = checks.map(({ check }) => check);
    const expected = [
      "vpc",
      "security-groups",
      "cluster",
      "nodes",
      "database",
      "bucket",
      "keys",
      "secrets",
      "listener",
    ];
    equal(
      expected.filter((name) => !names.includes(name)),
      [],
    );
  });

  const fault = (
    title: string,
    check: string,
    given: Record<string, Json>,
    text: RegExp,
    status: "failed" | "unknown" = "failed",
  ) => lane.check(title, () => preflight.finds(check, status, text, { variables: given }));
  const missing = (name: string) => new RegExp(`^${name} is .*, which does not exist$`);
  const key = (end: string) => String(parts.bucket_kms_key_arn).replace(/[^/]+$/, end);

  await fault("a VPC that does not exist", "vpc", { vpc_id: "vpc-0a1b2c3d4e5f67890" }, missing("vpc_id"));
  await fault(
    "a security group that does not exist",
    "security-groups",
    { node_security_group_id: "sg-0a1b2c3d4e5f67890" },
    missing("node_security_group_id"),
  );
  await fault("a cluster that does not exist", "cluster", { cluster_name: "nowhere" }, missing("cluster_name"));
  await fault(
    "a cluster of another VPC",
    "cluster",
    { vpc_id: "vpc-00000001" },
    /^platform is in vpc-.*, while vpc_id is vpc-00000001$/,
  );
  await fault("too few nodes", "nodes", { node_count: 5 }, /^3 nodes are desired, while node_count is 5$/);
  await fault(
    "nodes of another type",
    "nodes",
    { node_instance_type: "m6a.4xlarge" },
    /while node_instance_type is m6a/,
    "unknown",
  );
  await fault(
    "a server that does not exist",
    "database",
    { database_host: "db.x.eu-central-1.rds.amazonaws.com" },
    /^no server of this account/,
    "unknown",
  );
  await fault(
    "another port",
    "database",
    { database_port: 5433 },
    /^platform listens on 5432, while database_port is 5433$/,
  );
  await fault(
    "a server elsewhere",
    "database",
    { database_host: "db.example.test" },
    /is no server of RDS$/,
    "unknown",
  );
  await fault("a bucket that does not exist", "bucket", { bucket_name: "platform-nothing" }, missing("bucket_name"));
  await fault(
    "a key that does not exist",
    "keys",
    { bucket_kms_key_arn: key("00000000-0000-0000-0000-000000000000") },
    missing("bucket_kms_key_arn"),
  );
  await fault(
    "a listener without TLS",
    "listener",
    { listener_arn: parts.http_listener_arn ?? "" },
    /is HTTP, expected HTTPS$/,
  );
  await fault(
    "a priority that is taken",
    "listener",
    { listener_rule_priority: 7 },
    /^a rule for other\.example\.test has priority 7$/,
  );

  await lane.check("a key that is disabled", async () => {
    await aws.call("kms", "disable_key", { KeyId: parts.bucket_kms_key_arn ?? "" });
    await preflight.finds("keys", "failed", /is Disabled, expected Enabled$/);
  });
  await lane.check("a secret that is being deleted", async () => {
    await aws.call("secretsmanager", "delete_secret", { SecretId: "license", RecoveryWindowInDays: 7 });
    await preflight.finds("secrets", "failed", /is being deleted$/);
  });
  await checkNetwork(lane, world);
  await checkTargetGroup(lane, world);
}

async function checkNetwork(lane: AwsContext["lane"], world: World): Promise<void> {
  const preflight = world.preflight("network", {
    deployment: { network: { mode: "existing" }, loadBalancer: { mode: "create", scheme: "internal" } },
    variables: ["region", "vpc_id", "private_subnet_ids"],
  });
  const [first = "", second = ""] = world.parts.private_subnet_ids as string[];
  const finds = (ids: string[], text: RegExp) =>
    preflight.finds("subnets", "failed", text, { variables: { private_subnet_ids: ids } });
  await lane.check("subnets that are there", () => preflight.finds("subnets", "passed", /private_subnet_ids/));
  await lane.check("a subnet that does not exist", () =>
    finds(
      [first, "subnet-0a1b2c3d4e5f67890"],
      /^private_subnet_ids has subnet-0a1b2c3d4e5f67890, which does not exist$/,
    ),
  );
  await lane.check("a subnet of another VPC", async () => {
    const { Subnets } = await world.aws.call<{ Subnets: { SubnetId: string; VpcId: string }[] }>(
      "ec2",
      "describe_subnets",
    );
    const other = Subnets.find(({ VpcId }) => VpcId !== world.parts.vpc_id)?.SubnetId ?? "";
    await finds([first, second, other], /expected subnets of vpc-/);
  });
  await lane.check("subnets of one zone", async () => {
    const { Subnet } = await world.aws.call<{ Subnet: { SubnetId: string } }>("ec2", "create_subnet", {
      ...{ VpcId: world.parts.vpc_id ?? "", CidrBlock: "10.1.9.0/24", AvailabilityZone: "eu-central-1a" },
    });
    await finds([first, Subnet.SubnetId], /is all in eu-central-1a, expected two zones or more$/);
  });
}

async function checkTargetGroup(lane: AwsContext["lane"], world: World): Promise<void> {
  const preflight = (targets: string) =>
    world.preflight(`targets-${targets}`, {
      deployment: { ...deployment, loadBalancer: { mode: "existing", attach: "targetGroup", targets } },
      variables: ["region", "vpc_id", "target_group_arn"],
    });
  await lane.check("a target group that fits", () => preflight("ip").finds("target-group", "passed", /./));
  await lane.check("a target group of another kind", () =>
    preflight("node").finds("target-group", "failed", /^its targets are of type ip, expected instance/),
  );
}
