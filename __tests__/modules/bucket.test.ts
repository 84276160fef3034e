import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { Bucket, type BucketProps } from "../../modules/bucket";
import { FakeKey, synthResources, synthStack, warningsOf } from "../support/synth";

const ARN = "${aws_s3_bucket.bucket.arn}";
const DENY_WITHOUT_TLS = {
  sid: "DenyWithoutTls",
  effect: "Deny",
  principals: [{ type: "*", identifiers: ["*"] }],
  actions: ["s3:*"],
  resources: [ARN, `${ARN}/*`],
  condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
};

function bucket(stack: TerraformStack, props: Partial<BucketProps> = {}): Bucket {
  return new Bucket(stack, "Bucket", {
    bucketName: "ppm-packages",
    encryption: { mode: "kms", key: new FakeKey(stack, "Key") },
    ...props,
  });
}

describe("Bucket", () => {
  test("is private, encrypted, versioned and protected by default", () => {
    const resources = synthResources((stack) => bucket(stack));
    const name = "${aws_s3_bucket.bucket.bucket}";

    expect(resources(S3Bucket)).toEqual([
      { bucket: "ppm-packages", force_destroy: false, lifecycle: { prevent_destroy: true } },
    ]);
    expect(resources(S3BucketPublicAccessBlock)).toEqual([
      {
        bucket: name,
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    ]);
    expect(resources(S3BucketOwnershipControls)).toEqual([
      { bucket: name, rule: { object_ownership: "BucketOwnerEnforced" } },
    ]);
    expect(resources(S3BucketServerSideEncryptionConfigurationA)).toEqual([
      {
        bucket: name,
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: "aws:kms",
              kms_master_key_id: "arn:aws:kms:eu-central-1:111122223333:key/k",
            },
            bucket_key_enabled: true,
          },
        ],
      },
    ]);
    expect(resources(S3BucketVersioningA)).toEqual([{ bucket: name, versioning_configuration: { status: "Enabled" } }]);
    expect(resources(S3BucketLifecycleConfiguration)).toEqual([
      {
        bucket: name,
        rule: [
          {
            id: "expire",
            status: "Enabled",
            filter: [{}],
            abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
            noncurrent_version_expiration: [{ noncurrent_days: 30 }],
            expiration: [{ expired_object_delete_marker: true }],
          },
        ],
        depends_on: ["aws_s3_bucket_versioning.bucket_versioning"],
      },
    ]);
  });

  test("answers over TLS only, and sets the policy after the other access settings", () => {
    const resources = synthResources((stack) => bucket(stack));

    expect(resources(DataAwsIamPolicyDocument)).toEqual([{ statement: [DENY_WITHOUT_TLS] }]);
    expect(resources(S3BucketPolicy)).toEqual([
      {
        bucket: "${aws_s3_bucket.bucket.bucket}",
        policy: "${data.aws_iam_policy_document.bucket_policy_document.json}",
        depends_on: [
          "aws_s3_bucket_public_access_block.bucket_public_access_block",
          "aws_s3_bucket_ownership_controls.bucket_ownership_controls",
        ],
      },
    ]);
  });

  test("addToPolicy adds a statement beside the TLS rule", () => {
    const resources = synthResources((stack) =>
      bucket(stack).addToPolicy([
        {
          sid: "Deliver",
          principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
          actions: ["s3:PutObject"],
          resources: ["arn:logs"],
        },
      ]),
    );

    expect(resources(DataAwsIamPolicyDocument)).toEqual([
      {
        statement: [
          DENY_WITHOUT_TLS,
          {
            sid: "Deliver",
            effect: "Allow",
            principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
            actions: ["s3:PutObject"],
            resources: ["arn:logs"],
          },
        ],
      },
    ]);
  });

  test("encrypts with S3's own key by option", () => {
    const resources = synthResources((stack) => bucket(stack, { encryption: { mode: "s3" } }));

    expect(resources(S3BucketServerSideEncryptionConfigurationA)).toEqual([
      expect.objectContaining({ rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] }),
    ]);
  });

  test("takes retention in days, and expires objects by option", () => {
    const resources = synthResources((stack) =>
      bucket(stack, { noncurrentVersionDays: 1, incompleteUploadDays: 36500, expirationDays: 90 }),
    );

    expect(resources(S3BucketLifecycleConfiguration)).toEqual([
      expect.objectContaining({
        rule: [
          expect.objectContaining({
            abort_incomplete_multipart_upload: [{ days_after_initiation: 36500 }],
            noncurrent_version_expiration: [{ noncurrent_days: 1 }],
            expiration: [{ days: 90 }],
          }),
        ],
      }),
    ]);
  });

  test("can be destroyed with its objects only without protection, which warns", () => {
    const resources = synthResources((stack) => bucket(stack, { protection: false, forceDestroy: true }));

    expect(resources(S3Bucket)).toEqual([
      { bucket: "ppm-packages", force_destroy: true, lifecycle: { prevent_destroy: false } },
    ]);
    expect(warningsOf((stack) => bucket(stack, { protection: false }))).toEqual([
      "`protection` is off: Terraform may destroy this bucket.",
    ]);
    expect(warningsOf((stack) => bucket(stack))).toEqual([]);
    expect(() => synthStack((stack) => bucket(stack, { forceDestroy: true }))).toThrow(
      "test/Bucket: `forceDestroy` is true, expected false with `protection`; turn `protection` off first",
    );
  });

  test.each(["noncurrentVersionDays", "incompleteUploadDays", "expirationDays"])("checks %s", (prop) => {
    const rule = `test/Bucket: \`${prop}\` is`;
    const expected = "expected a whole number of days from 1 to 36500; set it to";
    expect(() => synthStack((stack) => bucket(stack, { [prop]: 0 }))).toThrow(`${rule} 0, ${expected} at least 1`);
    expect(() => synthStack((stack) => bucket(stack, { [prop]: 36501 }))).toThrow(
      `${rule} 36501, ${expected} at most 36500`,
    );
    expect(() => synthStack((stack) => bucket(stack, { [prop]: 1 }))).not.toThrow();
    expect(() => synthStack((stack) => bucket(stack, { [prop]: 36500 }))).not.toThrow();
  });

  test.each(["ab", "a".repeat(64), "my.bucket", "Bucket", "-bucket", "bucket-"])("rejects bucketName %p", (name) => {
    expect(() => synthStack((stack) => bucket(stack, { bucketName: name }))).toThrow(
      `test/Bucket: \`bucketName\` is "${name}", expected 3 to 63 characters a-z, 0-9 and hyphen, with a letter or digit at both ends; choose a name that S3 allows without dots`,
    );
  });

  test.each(["abc", "a".repeat(63)])("takes bucketName %p", (name) => {
    expect(synthResources((stack) => bucket(stack, { bucketName: name }))(S3Bucket)).toEqual([
      expect.objectContaining({ bucket: name }),
    ]);
  });

  test("takes tokens", () => {
    const resources = synthResources((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" });
      const days = new TerraformVariable(stack, "days", { type: "number" });
      const force = new TerraformVariable(stack, "force", { type: "bool" });
      bucket(stack, {
        bucketName: `${name.stringValue}-packages`,
        noncurrentVersionDays: days.numberValue,
        protection: false,
        forceDestroy: force.booleanValue,
      });
    });

    expect(resources(S3Bucket)).toEqual([
      expect.objectContaining({ bucket: "${var.name}-packages", force_destroy: "${var.force}" }),
    ]);
    expect(resources(S3BucketLifecycleConfiguration)).toEqual([
      expect.objectContaining({
        rule: [expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: "${var.days}" }] })],
      }),
    ]);
  });
});
