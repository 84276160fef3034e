import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Aws } from "../aws/clients";
import { UserError } from "../config/errors";
import type { Subject } from "../preflight/subject";

/** Region of a deployment. */
export function regionOf({ values }: Subject, given?: string): string {
  const region = given ?? values.infrastructure.region ?? values.application.region;
  if (typeof region === "string") return region;
  throw new UserError("the region is not known, expected a value; give --region, or --var-file with one");
}

/** Start of all names of a deployment. */
export function nameOf({ values, deployment }: Subject): string {
  const { name } = values.infrastructure;
  return typeof name === "string" ? name : deployment.name;
}

/** Bucket and prefix of a deployment. */
export async function bucketOf(
  subject: Subject,
  aws: Aws,
  region: string,
  given?: string,
): Promise<{ bucket: string; prefix?: string }> {
  const { bucket_name: existing, bucket_prefix: prefix } = subject.values.infrastructure;
  const part = typeof prefix === "string" && prefix !== "" ? { prefix } : {};
  if (given !== undefined) return { bucket: given, ...part };
  if (subject.deployment.bucket.mode === "existing") {
    if (typeof existing === "string") return { bucket: existing, ...part };
    throw new UserError("bucket_name is not known, expected the name of your bucket; give --bucket, or --var-file");
  }
  const { Account } = await aws.sts.send(new GetCallerIdentityCommand({}));
  return { bucket: `${nameOf(subject)}-packages-${Account}-${region}` };
}
