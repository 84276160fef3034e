import { resolveStacks } from "../../src/inspect/resolved";
import { shape, shapeNames, type ShapeName } from "../../scripts/checks/shapes";
import { blocksOf, eachString, type Json, type JsonObject, type Stacks } from "../../src/inspect/terraform-json";

/** What AWS's partition data source and a user say there. */
const PARTITIONS = {
  "aws-cn": { region: "cn-north-1", dns_suffix: "amazonaws.com.cn", reverse_dns_prefix: "cn.com.amazonaws" },
  "aws-us-gov": { region: "us-gov-west-1", dns_suffix: "amazonaws.com", reverse_dns_prefix: "com.amazonaws" },
} as const;
type Partition = keyof typeof PARTITIONS;
const partitions = Object.keys(PARTITIONS) as Partition[];

/** The stacks of a shape as a plan in the partition sees them, with the user's ARNs and region of that partition. */
function stacksIn(partition: Partition, name: ShapeName): Stacks {
  const { stacks, inputs, names } = shape(name);
  const { region, ...answers } = PARTITIONS[partition];
  const blocks = names.flatMap((stack) => Object.keys(stacks[stack].data?.aws_partition ?? {}));
  const known = Object.fromEntries(
    blocks.flatMap((block) =>
      Object.entries({ partition, ...answers }).map(([key, value]) => [`data.aws_partition.${block}.${key}`, value]),
    ),
  );
  const given = JSON.parse(
    JSON.stringify(inputs).replaceAll("arn:aws:", `arn:${partition}:`).replaceAll("eu-central-1", region),
  ) as typeof inputs;
  return resolveStacks(stacks, given, known);
}

const resolved = new Map<string, Stacks>();
function inPartition(partition: Partition, name: ShapeName): Stacks {
  const key = `${partition} ${name}`;
  const stacks = resolved.get(key) ?? stacksIn(partition, name);
  resolved.set(key, stacks);
  return stacks;
}

/** Every AWS service that a policy of some shape names. */
function servicePrincipals(partition: Partition): string[] {
  const documents = shapeNames.flatMap((name) =>
    shape(name).names.flatMap((stack) =>
      blocksOf(inPartition(partition, name)[stack]).filter(({ type }) => type === "aws_iam_policy_document"),
    ),
  );
  const principals = documents
    .flatMap(({ body }) => (body.statement ?? []) as JsonObject[])
    .flatMap(({ principals: list = [] }) => list as JsonObject[])
    .filter(({ type }) => type === "Service")
    .flatMap(({ identifiers }) => identifiers as string[]);
  return [...new Set(principals)].sort();
}

function endpointServices(partition: Partition, name: ShapeName): Json[] {
  const { infrastructure } = inPartition(partition, name);
  return Object.values(infrastructure.resource?.aws_vpc_endpoint ?? {}).map((body) => body.service_name ?? null);
}

describe.each(partitions)("in the partition %s", (partition) => {
  test.each(shapeNames)("no ARN of %s is of another", (name) => {
    const arns: string[] = [];
    for (const stack of shape(name).names) {
      // The backend's settings and the messages of variables are not of AWS.
      const json = { ...inPartition(partition, name)[stack], terraform: {}, variable: {} };
      eachString(json as JsonObject, (text) => arns.push(...(text.match(/arn:aws[a-z-]*:/g) ?? [])));
    }
    expect([...new Set(arns)].filter((arn) => arn !== `arn:${partition}:`)).toEqual([]);
    if (name === "reference") expect(arns).toContain(`arn:${partition}:`);
  });
});

/** The same everywhere. */
const universal = [
  "backup.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "eks.amazonaws.com",
  "events.amazonaws.com",
  "logdelivery.elasticloadbalancing.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "pods.eks.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

test.each<[Partition, string[]]>([
  ["aws-cn", ["ec2.amazonaws.com.cn", "logs.cn-north-1.amazonaws.com.cn"]],
  ["aws-us-gov", ["ec2.amazonaws.com", "logs.us-gov-west-1.amazonaws.com"]],
])("%s has service principals of its own", (partition, own) => {
  expect(servicePrincipals(partition)).toEqual([...universal, ...own].sort());
});

test("China has another start for the names of some endpoints", () => {
  const rest = ["eks-auth", "elasticloadbalancing", "s3", "kms", "ssm", "ssmmessages"];
  const own = ["ecr.api", "ecr.dkr", "ec2", "sts"];
  const names = (region: string, prefix: string) => [
    ...rest.map((service) => `com.amazonaws.${region}.${service}`),
    ...own.map((service) => `${prefix}.${region}.${service}`),
  ];
  expect(endpointServices("aws-cn", "private").sort()).toEqual(names("cn-north-1", "cn.com.amazonaws").sort());
  expect(endpointServices("aws-us-gov", "private").sort()).toEqual(names("us-gov-west-1", "com.amazonaws").sort());
});
