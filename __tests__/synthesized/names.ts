import { checkNames } from "../../scripts/checks/name-limits";
import { resolveStacks } from "../../src/inspect/resolved";
import { shape, shapeNames, type ShapeName } from "../../scripts/checks/shapes";
import {
  blocksOf,
  eachString,
  showProblem,
  type Json,
  type JsonObject,
  type TerraformJson,
} from "../../src/inspect/terraform-json";

const LONGEST = { name: "a-name-of-20-letters", region: "ap-southeast-2" };
const ACCOUNT = "111122223333";
const ID = "0a1b2c3d-4e5f-6789-0a1b-2c3d4e5f6789";

/** The infrastructure stack of a shape with the longest values that its variables admit. */
function longest(name: ShapeName): TerraformJson {
  const { stacks, inputs } = shape(name);
  const { data = {}, resource = {} } = stacks.infrastructure;
  const each = (type: string, blocks: typeof data, attribute: string, value: Json) =>
    Object.keys(blocks[type] ?? {}).map((block) => [`${type}.${block}.${attribute}`, value] as const);
  const known = Object.fromEntries([
    ...each("aws_caller_identity", data, "account_id", ACCOUNT).map(([key, value]) => [`data.${key}`, value] as const),
    ...each("aws_partition", data, "partition", "aws-us-gov").map(([key, value]) => [`data.${key}`, value] as const),
    ...each("terraform_data", resource, "id", ID),
  ]);
  const infrastructure = { ...inputs.infrastructure, ...LONGEST };
  return resolveStacks(stacks, { ...inputs, infrastructure }, known).infrastructure;
}

describe.each(shapeNames)("names of %s", (name) => {
  test("names fit AWS's limits with the longest `name` and region", () => {
    expect(LONGEST.name).toHaveLength(20);
    expect(checkNames(longest(name)).map(showProblem)).toEqual([]);
  });

  test.each(shape(name).names)("%s has no ARN of one partition", (stack) => {
    const found: string[] = [];
    // The backend's settings are the user's own.
    eachString({ ...shape(name).stacks[stack], terraform: {} } as JsonObject, (text, path) => {
      if (/arn:aws(-[a-z]+)*:/.test(text)) found.push(`${path}: ${text}`);
    });
    expect(found).toEqual([]);
  });

  test("policies fit AWS's limits", () => {
    expect(oversizedPolicies(longest(name))).toEqual([]);
  });
});

describe("checkNames", () => {
  const bucket = (name: string) =>
    checkNames({ resource: { aws_s3_bucket: { x: { bucket: name } } } }).map(({ message }) => message);

  test("accepts 63 characters for a bucket and refuses 64", () => {
    expect(bucket("a".repeat(63))).toEqual([]);
    expect(bucket("a".repeat(64))).toEqual([`"${"a".repeat(64)}" has 64 characters, at most 63`]);
  });

  test("refuses characters that the service does, values not known, and names without a limit", () => {
    expect(bucket("A_b")).toEqual([expect.stringMatching(/^"A_b" does not match/)]);
    expect(bucket("x-${random_id.a.hex}")).toEqual([expect.stringMatching(/does not match/)]);
    expect(checkNames({ resource: { aws_sqs_queue: { x: { name: "a" } } } }).map(showProblem)).toEqual([
      'aws_sqs_queue.x: name: "a" may be a name; its limit is not known here [name]',
    ]);
  });

  test("leaves alone what refers to another resource", () => {
    expect(bucket("${aws_s3_bucket.other.bucket}")).toEqual([]);
  });
});

describe("oversizedPolicies", () => {
  const json = (actions: number): TerraformJson => ({
    resource: { aws_iam_role_policy: { p: { role: "r", policy: "${data.aws_iam_policy_document.d.json}" } } },
    data: { aws_iam_policy_document: { d: { statement: [{ actions: Array(actions).fill("s3:GetObject") }] } } },
  });

  test("counts what a role may have inline", () => {
    expect(oversizedPolicies(json(100))).toEqual([]);
    expect(oversizedPolicies(json(1000))).toEqual([expect.stringMatching(/^inline policies of r: 150\d\d of 10240$/)]);
  });
});

/** Sums each role's inline policies, and measures each trust, key and bucket policy, with long ARNs in place. */
function oversizedPolicies(json: TerraformJson): string[] {
  const documents = json.data?.aws_iam_policy_document ?? {};
  const sizes = new Map<string, [size: number, most: number]>();
  const count = (what: string, most: number, policy: Json | undefined): void => {
    const name = /^\$\{data\.aws_iam_policy_document\.(\w+)\.json\}$/.exec(String(policy))?.[1] ?? "";
    const text = JSON.stringify(documents[name] ?? policy ?? "").replace(/\$\{[^}]*\}/g, "x".repeat(100));
    sizes.set(what, [(sizes.get(what)?.[0] ?? 0) + text.length, most]);
  };
  for (const { type, address, body } of blocksOf(json)) {
    if (type === "aws_iam_role_policy") count(`inline policies of ${String(body.role)}`, 10_240, body.policy);
    if (type === "aws_iam_role") count(`trust policy of ${address}`, 2_048, body.assume_role_policy);
    if (type === "aws_kms_key") count(`policy of ${address}`, 32_768, body.policy);
    if (type === "aws_s3_bucket_policy") count(`policy of ${address}`, 20_480, body.policy);
  }
  return [...sizes]
    .filter(([, [size, most]]) => size > most)
    .map(([what, [size, most]]) => `${what}: ${size} of ${most}`);
}
