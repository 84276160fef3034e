import { GetObjectCommand, HeadBucketCommand, NoSuchKey } from "@aws-sdk/client-s3";
import { awsClients } from "../aws/clients";
import { isMissing } from "../aws/errors";
import { at, type JsonObject } from "../inspect/terraform-json";
import { type Context, failed, type Finding, passed } from "./check";
import { held } from "./lock";

/** A state in S3, with its lock in an object beside it. */
export async function s3State({ aws, io }: Context, stack: string, config: JsonObject): Promise<Finding> {
  const [bucket, key, region] = [String(config.bucket), String(config.key), String(config.region)];
  const arn = at(config, "assume_role.role_arn");
  const { s3 } = awsClients({
    environment: io.environment,
    region,
    ...(typeof arn === "string" && { role: { arn, from: aws } }),
  });
  try {
    const { BucketRegion: found = region } = await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    if (found !== region) {
      return failed(
        `the bucket ${bucket} of ${stack} is in ${found}, while state.region is ${region}`,
        "correct state.region or state.bucket",
      );
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
    return failed(
      `the bucket ${bucket} of ${stack} does not exist`,
      "make it, with versioning on, or correct state.bucket",
    );
  }
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${key}.tflock` }));
    return held(`s3://${bucket}/${key}`, (await body?.transformToString()) ?? "");
  } catch (error) {
    if (!(error instanceof NoSuchKey) && !isMissing(error)) throw error;
  }
  return passed(`s3://${bucket}/${key} can be reached, not locked`);
}
