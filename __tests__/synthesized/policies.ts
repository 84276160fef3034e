import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policiesOf, policyLedger } from "../../scripts/checks/policies";
import { shape, shapeNames } from "../../scripts/checks/shapes";
import { unnarrowable } from "../../src/deployer/unnarrowable";

/**
 * Statements of identity policies on every resource, with actions that could be narrowed, and why they are not. Names of
 * documents and statements.
 */
const WIDE: Readonly<Record<string, string>> = {
  "plan_role_secrets_document DecryptSecrets":
    "Keys have ids, which exist after the first apply only; kms:ViaService admits what Secrets Manager decrypts.",
};

/** Statements with a wildcard in an action, and why. Names of documents and statements, and actions. */
const WILDCARDS: Readonly<Record<string, string>> = {
  "alarms_key_policy AllowCloudWatchAlarms kms:Decrypt,kms:GenerateDataKey*":
    "As SNS asks: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  "alarms_key_policy AllowEventBridge kms:Decrypt,kms:GenerateDataKey*": "The same.",
  "logs_key_policy AllowCloudWatchLogs kms:Encrypt,kms:Decrypt,kms:ReEncrypt*,kms:GenerateDataKey*":
    "As CloudWatch Logs asks: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  "network_gateway_endpoint_policy ReadAnyBucket s3:Get*,s3:List*":
    "A gate in the network, which gives nobody a right: nodes read images and packages from AWS's buckets.",
  "network_gateway_endpoint_policy UseBucketsOfAccount s3:*":
    "The same; roles say what is allowed in the account's own.",
};

const all = shapeNames.flatMap((name) =>
  shape(name).names.flatMap((stack) =>
    policiesOf(shape(name).stacks[stack]).map((policy) => ({ shape: name, ...policy })),
  ),
);
/** Allowed by the policy of a role, not of a resource: without principals. */
const identity = all.flatMap(({ name, statements }) =>
  statements
    .filter(({ effect, principals }) => effect !== "Deny" && principals === undefined)
    .map((statement) => ({ name, statement })),
);

describe("generated policies", () => {
  test("are those of the ledger, which is reviewed", () => {
    const committed = readFileSync(join(__dirname, "../policies.txt"), "utf8");
    // `npm run addresses` writes it; look at each line that is new.
    expect(policyLedger().split("\n")).toEqual(committed.split("\n"));
  });

  test("are each for something", () => {
    expect(all.filter(({ usedBy }) => usedBy.length === 0).map(({ shape: of, name }) => `${of} ${name}`)).toEqual([]);
  });

  test("allow on every resource only what AWS does not allow to narrow", () => {
    const wide = identity.flatMap(({ name, statement }) =>
      [statement.resources ?? []].flat().includes("*")
        ? [statement.actions ?? []]
            .flat()
            .filter((action) => !narrowest.has(String(action)))
            .map(() => `${name} ${String(statement.sid)}`)
        : [],
    );
    expect([...new Set(wide)].sort()).toEqual(Object.keys(WIDE).sort());
  });

  test("name each action, without a wildcard, but where they deny or belong to a key's owner", () => {
    const wild = all.flatMap(({ name, statements }) =>
      statements
        .filter(
          ({ effect, actions }) => effect !== "Deny" && [actions ?? []].flat().some((one) => String(one).includes("*")),
        )
        .map(({ sid, actions }) => `${name} ${String(sid)} ${[actions].flat().map(String).join()}`),
    );
    const others = wild.filter((line) => !/^\w+_policy AllowIamPoliciesOfAccount kms:\*$/.test(line));
    expect([...new Set(others)].sort()).toEqual(Object.keys(WILDCARDS).sort());
  });
});

/** What AWS does not allow to narrow, of the deployer's table and of roles at work. */
const narrowest: ReadonlySet<string> = new Set([
  ...unnarrowable,
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancing.html
  "elasticloadbalancing:DescribeTargetHealth",
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
  ...["ec2:DescribeTags", "ec2:DescribeVolumes"],
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
  "cloudwatch:PutMetricData",
]);
