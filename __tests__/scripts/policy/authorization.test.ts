import { type Reference, unlikeReference } from "../../../scripts/policy/authorization";
import { grant } from "../../../src/deployer/access";

/** A service whose action asks for what `kinds` says; a kind is required where it ends in a star, as in AWS's table. */
const service = (name: string, action: string, kinds: readonly string[]): Reference => ({
  [name]: {
    privileges: {
      [action]: {
        resource_types: Object.fromEntries(
          kinds.map((kind) => [kind.replace("*", ""), { required: kind.endsWith("*") }]),
        ),
      },
    },
    resources: {
      db: { arn: "arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}" },
      pg: { arn: "arn:${Partition}:rds:${Region}:${Account}:pg:${ParameterGroupName}" },
      bucket: { arn: "arn:${Partition}:s3:::${BucketName}" },
      "listener/net": { arn: "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:listener/net/${Name}" },
    },
  },
});
const table = (...grants: ReturnType<typeof grant>[]) => ({ aws_any: { create: grants } });

test.each([
  ["rds", "CreateDBInstance", ["db*", "pg*"], ["rds:db:{name}*"], "pg"],
  ["rds", "CreateDBInstance", ["db*", "pg"], ["rds:db:{name}*"], undefined],
  ["rds", "CreateDBInstance", ["db*", "pg*"], ["rds:db:{name}*", "rds:pg:*"], undefined],
  ["s3", "CreateBucket", ["bucket*"], ["s3:{name}-*"], undefined],
  ["s3", "CreateBucket", ["bucket*"], ["rds:db:{name}*"], "bucket"],
  ["elasticloadbalancing", "DeleteListener", ["listener/net*"], ["elasticloadbalancing:listener/app/*"], undefined],
])("%s:%s, which requires %j, on %j lacks %s", (name, action, kinds, on, lacks) => {
  const lines = unlikeReference(service(name, action, kinds), table(grant(name, action, on)));
  const line = `${name}:${action} needs a resource of the kind ${lacks}; add it to its type in src/deployer`;
  expect(lines).toEqual(lacks === undefined ? [] : [line]);
});

test("an action that AWS does not have, and one that is narrowed where AWS does not, are named", () => {
  const reference = { ...service("kms", "CreateKey", ["db"]), ...service("sns", "Publish", [""]) };
  const lines = unlikeReference(
    reference,
    table(grant("ec2", "CreateVpc"), grant("kms", "CreateKey"), grant("sns", "Publish", ["sns:{name}"])),
  );
  expect(lines).toEqual([
    "ec2:CreateVpc is no action of AWS",
    "kms:CreateKey can be narrowed to resources; correct unnarrowable.ts",
    "sns:Publish cannot be narrowed to resources; correct unnarrowable.ts",
  ]);
});
