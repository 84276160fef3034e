/** What Package Manager does with objects. */
export const objectReadWriteActions = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
] as const;

/** What Package Manager asks of the bucket itself. */
export const bucketReadActions = ["s3:ListBucket", "s3:GetBucketLocation"] as const;
