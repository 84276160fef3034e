import { Token } from "cdktf";
import { type PolicyStatement, expression } from "../core";

/** What Package Manager does with objects. */
export const objectReadWriteActions = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
] as const;

/** What Package Manager asks of the bucket itself. */
export const bucketReadActions = ["s3:ListBucket", "s3:GetBucketLocation"] as const;

/** Lets a role use a bucket, or the objects in it whose keys start with `prefix`. */
export function readWriteStatements(bucketArn: string, prefix?: string): PolicyStatement[] {
  const objects = { sid: "ReadWriteObjects", actions: objectReadWriteActions };
  if (prefix === undefined) {
    return [
      { ...objects, resources: [`${bucketArn}/*`] },
      { sid: "ReadBucket", actions: bucketReadActions, resources: [bucketArn] },
    ];
  }
  const [list, ...others] = bucketReadActions;
  // Without a prefix, requests that name none must pass too.
  const test = Token.asString(expression`${prefix} == "" ? "StringLikeIfExists" : "StringLike"`);
  return [
    { ...objects, resources: [`${bucketArn}/${prefix}*`] },
    {
      sid: "ListObjects",
      actions: [list],
      resources: [bucketArn],
      conditions: [{ test, variable: "s3:prefix", values: [`${prefix}*`] }],
    },
    { sid: "ReadBucket", actions: others, resources: [bucketArn] },
  ];
}

/** What a bucket's policy says, so that it answers over TLS only. */
export function denyWithoutTls(bucketArn: string): PolicyStatement {
  return {
    sid: "DenyWithoutTls",
    effect: "Deny",
    principals: [{ type: "*", identifiers: ["*"] }],
    actions: ["s3:*"],
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}
