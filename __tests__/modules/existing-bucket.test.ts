import { TerraformVariable, type TerraformStack } from "cdktf";
import { Bucket, type BucketLookup, type IBucket } from "../../modules/bucket";
import { type PolicyStatement, readable } from "../../modules/core";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import type { Json } from "../../src/inspect/terraform-json";
import { FakeGrantee, FakeKey, synthStack, warningsOf } from "../support/synth";

const ARN = "${data.aws_s3_bucket.bucket.arn}";

interface Condition {
  readonly condition: string;
  readonly error_message: string;
}
interface Looked {
  readonly resource?: unknown;
  readonly data: {
    aws_s3_bucket: { bucket: { bucket: string; lifecycle: { postcondition: [Condition] } } };
    aws_s3_bucket_policy: { bucket_policy: { bucket: string; lifecycle: { postcondition: [Condition] } } };
  };
  readonly check: { bucket_tls_only: { assert: [Condition] } };
}

function lookup(stack: TerraformStack, props: Partial<BucketLookup> = {}): IBucket {
  const text = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
  return Bucket.fromLookup(stack, "Bucket", { bucketName: text("bucket_name"), region: text("region"), ...props });
}
const json = () => synthStack((stack) => lookup(stack)) as unknown as Looked;

function value(template: string, known: Record<string, Json>): Json {
  const at = (reference: readonly (string | number)[]) => {
    const found = known[reference.join(".")];
    if (found === undefined) throw new Error(`${reference.join(".")} is not there`);
    return found;
  };
  return evaluateTemplate(template, at);
}

/** That it is private, and that it denies requests without TLS. */
function policyConditions(): Condition[] {
  const { data, check } = json();
  return [...data.aws_s3_bucket_policy.bucket_policy.lifecycle.postcondition, ...check.bucket_tls_only.assert];
}

/** What each condition about a policy says. */
function judged(statements: Json): Json[] {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return policyConditions().map(({ condition }) =>
    value(condition, { "data.aws_s3_bucket_policy.bucket_policy.policy": policy, "self.policy": policy }),
  );
}

/** The statements that a role gets, with the variable `bucket_prefix` as prefix, where that is `prefix`. */
function granted(prefix: string): PolicyStatement[] {
  const resolved: unknown[] = [];
  synthStack((stack) => {
    const token = new TerraformVariable(stack, "bucket_prefix", { type: "string" }).stringValue;
    const role = new FakeGrantee(stack, "Role");
    lookup(stack, { prefix: token }).grantReadWrite("Packages", role);
    resolved.push(readable(stack, role.grants[0]?.statements));
  });
  const known = { "var.bucket_prefix": prefix, "data.aws_s3_bucket.bucket.arn": "arn:aws:s3:::b" };
  return JSON.parse(JSON.stringify(resolved[0]), (_, item: unknown) =>
    typeof item === "string" ? value(item, known) : item,
  ) as PolicyStatement[];
}

describe("Bucket.fromLookup", () => {
  test("defines no resource and gives the bucket's ARN", () => {
    expect(json().resource).toBeUndefined();
    expect(json().data.aws_s3_bucket.bucket.bucket).toBe("${var.bucket_name}");
    synthStack((stack) => expect(readable(stack, lookup(stack).bucketArn)).toBe(ARN));
  });

  test("stops with a bucket in another region, also where the name looks like a region", () => {
    const [{ condition, error_message: message }] = json().data.aws_s3_bucket.bucket.lifecycle.postcondition;
    const known = (name: string, region: string) => ({
      "var.bucket_name": name,
      "var.region": "eu-central-1",
      "self.bucket_regional_domain_name": `${name}.s3.${region}.amazonaws.com`,
    });
    expect(value(condition, known("b", "eu-central-1"))).toBe(true);
    expect(value(condition, known("x.s3.eu-central-1.y", "us-east-1"))).toBe(false);
    expect(value(condition, known("b", "eu-central-10"))).toBe(false);
    expect(value(condition, known("b", "us-east-1"))).toBe(false);
    expect(value(message, known("b", "us-east-1"))).toBe(
      'bucket_name is "b", a bucket at b.s3.us-east-1.amazonaws.com, expected one in the region eu-central-1; name a bucket there, or correct region.',
    );
  });

  const tls = (test: string, key: string, flag: Json) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { [test]: { [key]: flag } },
  });
  const allow = (principal: Json, more: Record<string, Json> = {}) => ({
    Effect: "Allow",
    Principal: principal,
    Action: "s3:GetObject",
    Resource: "*",
    ...more,
  });
  const good = tls("Bool", "aws:SecureTransport", "false");

  test.each<[string, Json, boolean[]]>([
    ["denies without TLS", [good], [true, true]],
    ["does so in a single statement", good, [true, true]],
    ["does so in another spelling", [tls("BoolIfExists", "aws:secureTransport", ["false"])], [true, true]],
    ["does so with a boolean", [tls("Bool", "aws:SecureTransport", false)], [true, true]],
    ["denies with TLS", [tls("Bool", "aws:SecureTransport", "true")], [true, false]],
    ["allows without TLS", [{ ...good, Effect: "Allow" }], [true, false]],
    ["denies something else", [tls("StringEquals", "aws:PrincipalAccount", "false")], [true, false]],
    ["allows everybody", [good, allow("*")], [false, true]],
    ["allows every AWS principal", [good, allow({ AWS: ["arn:aws:iam::1:root", "*"] })], [false, true]],
    ["allows all but some", [good, { Effect: "Allow", NotPrincipal: { AWS: "x" } }], [false, true]],
    ["allows everybody, with an empty condition", [good, allow("*", { Condition: {} })], [false, true]],
    ["allows everybody, with a condition", [good, allow("*", { Condition: { Bool: { a: "b" } } })], [true, true]],
    ["allows an account", [good, allow({ AWS: "arn:aws:iam::111122223333:root" })], [true, true]],
    ["allows a service", [good, allow({ Service: "logging.s3.amazonaws.com" })], [true, true]],
  ])("judges a policy that %s", (_, statements, verdicts) => {
    expect(judged(statements)).toEqual(verdicts);
  });

  test("says what is wrong with a policy", () => {
    expect(json().data.aws_s3_bucket_policy.bucket_policy.bucket).toBe("${var.bucket_name}");
    expect(policyConditions().map(({ error_message: message }) => value(message, { "var.bucket_name": "b" }))).toEqual([
      'bucket_name is "b", whose policy allows something to everybody, expected a private bucket; take that statement out of its policy, or add a condition.',
      'bucket_name is "b", whose policy admits requests without TLS, expected a statement that denies them where aws:SecureTransport is false; the checklist has it.',
    ]);
  });

  test("leaves to the user, as one can paste it, what a bucket made here would have", () => {
    const [tlsOnly = "", versioning, publicAccess, otherAccount = ""] = warningsOf((stack) => lookup(stack));
    const lead =
      "The policy of the bucket ${var.bucket_name} must deny requests without TLS, with this statement beside its others: ";
    expect(tlsOnly.slice(0, lead.length)).toBe(lead);
    expect(JSON.parse(tlsOnly.slice(lead.length))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: { "*": ["*"] },
          Action: ["s3:*"],
          Resource: [ARN, `${ARN}/*`],
          Condition: { Bool: { "aws:SecureTransport": ["false"] } },
        },
      ],
    });
    expect(versioning).toBe(
      "The bucket ${var.bucket_name} must keep old versions of objects for as long as you want to go back: aws s3api put-bucket-versioning --bucket ${var.bucket_name} --versioning-configuration Status=Enabled",
    );
    expect(publicAccess).toBe(
      "The bucket ${var.bucket_name} must block public access: aws s3api put-public-access-block --bucket ${var.bucket_name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
    );
    expect(otherAccount).toContain('"AWS": [\n          "PACKAGE_MANAGER_ROLE_ARN"');
    expect(otherAccount).not.toContain("of its key");
    expect(warningsOf((stack) => lookup(stack, { encryptionKey: new FakeKey(stack, "Key") }))[3]).toContain(
      "of its key",
    );
  });
});

describe("grants on a part of a bucket", () => {
  const objects = {
    sid: "ReadWriteObjects",
    actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
  };
  const rest = { sid: "ReadBucket", actions: ["s3:GetBucketLocation"], resources: ["arn:aws:s3:::b"] };
  const list = { sid: "ListObjects", actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::b"] };

  test("cover objects under the prefix only, and lists of them", () => {
    expect(granted("ppm/")).toEqual([
      { ...objects, resources: ["arn:aws:s3:::b/ppm/*"] },
      { ...list, conditions: [{ test: "StringLike", variable: "s3:prefix", values: ["ppm/*"] }] },
      rest,
    ]);
  });

  test("cover all of it where the prefix is empty, also lists that name none", () => {
    expect(granted("")).toEqual([
      { ...objects, resources: ["arn:aws:s3:::b/*"] },
      { ...list, conditions: [{ test: "StringLikeIfExists", variable: "s3:prefix", values: ["*"] }] },
      rest,
    ]);
  });

  test("cover the customer key", () => {
    const ids: string[][] = [];
    synthStack((stack) => {
      const role = new FakeGrantee(stack, "Role");
      lookup(stack, { prefix: "ppm/", encryptionKey: new FakeKey(stack, "Key") }).grantReadWrite("Packages", role);
      ids.push(role.grants.map(({ id }) => id));
    });
    expect(ids).toEqual([["Packages", "PackagesKey"]]);
  });
});
