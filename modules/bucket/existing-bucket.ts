import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket";
import { DataAwsS3BucketPolicy } from "@cdktf/provider-aws/lib/data-aws-s3-bucket-policy";
import { Fn, TerraformSelf } from "cdktf";
import type { Construct } from "constructs";
import { Check, expression, leaveToUser, policyText, readable } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { denyWithoutTls, readWriteStatements } from "./permissions";

/** Where to find a bucket that this app does not own, and how much of it to use. */
export interface BucketLookup {
  readonly bucketName: string;
  /** Region that the bucket must be in. */
  readonly region: string;
  /** Start of the keys of all objects, ending with a slash. Grants cover no others. May be an empty token. @default - all */
  readonly prefix?: string;
  /** Customer key of the bucket; grants then cover it. @default - none: the bucket uses SSE-S3 or the key `aws/s3` */
  readonly encryptionKey?: IEncryptionKey;
}

/**
 * Looks up in `scope` a bucket of the user, and returns its ARN. The plan fails when it is in another region, is open to
 * everybody or has no policy, and warns when its policy admits requests without TLS. What else a bucket made here would
 * have is left to the user.
 */
export function findBucket(scope: Construct, props: BucketLookup): string {
  const { bucketName, region } = props;
  // `region` is the bucket's with version 5 of the provider only.
  const address = TerraformSelf.getString("bucket_regional_domain_name");
  const bucket = new DataAwsS3Bucket(scope, "Resource", {
    bucket: bucketName,
    lifecycle: {
      postcondition: [
        {
          condition: expression`startswith(${address}, join(".", [${bucketName}, "s3", ${region}, ""]))`,
          errorMessage: `bucket_name is ${Fn.jsonencode(bucketName)}, a bucket at ${address}, expected one in the region ${region}; name a bucket there, or correct region.`,
        },
      ],
    },
  });
  checkPolicy(scope, bucketName);
  leaveBucketToUser(scope, props, bucket.arn);
  return bucket.arn;
}

/**
 * Not by a data source inside the check, although a bucket without a policy then fails the plan: such a one is read
 * again in every apply, so that no plan would be empty any more.
 */
function checkPolicy(scope: Construct, bucketName: string): void {
  // IAM takes a single statement, principal or value for a list of one, and conditions in upper and lower case.
  const statements = (policy: string) => `flatten([jsondecode(lower(${policy})).statement])`;
  const isEverybody =
    'can(s.notprincipal) || anytrue([for p in flatten([try(s.principal.aws, s.principal, [])]) : try(p == "*", false)])';
  const isPrivate = `s.effect != "allow" || try(length(s.condition), 0) > 0 || !(${isEverybody})`;
  const withoutTls =
    'try(s.condition.bool["aws:securetransport"], s.condition.boolifexists["aws:securetransport"], [])';
  const name = Fn.jsonencode(bucketName);
  const policy = new DataAwsS3BucketPolicy(scope, "Policy", {
    bucket: bucketName,
    lifecycle: {
      postcondition: [
        {
          condition: `\${alltrue([for s in ${statements("self.policy")} : ${isPrivate}])}`,
          errorMessage: `bucket_name is ${name}, whose policy allows something to everybody, expected a private bucket; take that statement out of its policy, or add a condition.`,
        },
      ],
    },
  });
  new Check(scope, "TlsOnly", {
    assertions: [
      {
        condition: `\${anytrue([for s in ${statements(`data.aws_s3_bucket_policy.${policy.friendlyUniqueId}.policy`)} : s.effect == "deny" && anytrue([for v in flatten([${withoutTls}]) : tostring(v) == "false"])])}`,
        errorMessage: `bucket_name is ${name}, whose policy admits requests without TLS, expected a statement that denies them where aws:SecureTransport is false; the checklist has it.`,
      },
    ],
  });
}

function leaveBucketToUser(scope: Construct, props: BucketLookup, bucketArn: string): void {
  const { bucketName, prefix, encryptionKey } = props;
  const json = (statements: Parameters<typeof policyText>[0]) =>
    JSON.stringify(readable(scope, policyText(statements)), null, 2);
  const tasks = [
    {
      what: `The policy of the bucket ${bucketName} must deny requests without TLS, with this statement beside its others`,
      text: json([denyWithoutTls(bucketArn)]),
    },
    {
      what: `The bucket ${bucketName} must keep old versions of objects for as long as you want to go back`,
      text: `aws s3api put-bucket-versioning --bucket ${bucketName} --versioning-configuration Status=Enabled`,
    },
    {
      what: `The bucket ${bucketName} must block public access`,
      text:
        `aws s3api put-public-access-block --bucket ${bucketName} --public-access-block-configuration ` +
        "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
    },
    {
      what:
        `Where the bucket ${bucketName} is in another account, its policy must admit the role of Package Manager` +
        `${encryptionKey ? ", and so must the policy of its key" : ""}. With the role's ARN for the capitals`,
      text: json(
        readWriteStatements(bucketArn, prefix).map((statement) => ({
          ...statement,
          principals: [{ type: "AWS" as const, identifiers: ["PACKAGE_MANAGER_ROLE_ARN"] }],
        })),
      ),
    },
  ];
  for (const task of tasks) leaveToUser(scope, task);
}
