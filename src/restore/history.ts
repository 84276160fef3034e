import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type BucketHistory, noncurrentDaysOf } from "./instant";

/** Asks S3 how far back the versions of a bucket reach. */
export async function historyOf(s3: S3Client, bucketName: string): Promise<BucketHistory> {
  const [{ Status }, rules, created] = await Promise.all([
    s3.send(new GetBucketVersioningCommand({ Bucket: bucketName })),
    lifecycleRules(s3, bucketName),
    creationDate(s3, bucketName),
  ]);
  const noncurrentDays = noncurrentDaysOf(rules);
  return {
    bucketName,
    keepsVersions: Status === "Enabled",
    ...(noncurrentDays !== undefined && { noncurrentDays }),
    ...(created && { created }),
  };
}

async function lifecycleRules(s3: S3Client, bucketName: string) {
  try {
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucketName }));
    return Rules;
  } catch (error) {
    if ((error as Error).name === "NoSuchLifecycleConfiguration") return [];
    throw error;
  }
}

/** Who may not list buckets does without: then no version is older than the bucket anyway. */
async function creationDate(s3: S3Client, bucketName: string): Promise<Date | undefined> {
  try {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({ Prefix: bucketName }));
    return Buckets.find(({ Name }) => Name === bucketName)?.CreationDate;
  } catch {
    return undefined;
  }
}
