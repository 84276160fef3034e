import { Bucket, type IBucket } from "../../../modules/bucket";
import { EncryptionKey, type IEncryptionKey } from "../../../modules/encryption-key";
import { existingBucketVariables } from "../../variables/existing-bucket";
import { keyVariables } from "../../variables/keys";
import type { Context } from "./context";

/** A bucket that the user has, or a part of it. None where one is made here. */
export function existingBucket(context: Context): IBucket | undefined {
  const { stack, account, deployment } = context;
  if (deployment.bucket.mode !== "existing") return undefined;
  const { bucketName, bucketPrefix } = stack.declare(existingBucketVariables);
  return Bucket.fromLookup(stack, "Bucket", {
    bucketName,
    prefix: bucketPrefix,
    region: account.region,
    encryptionKey: deployment.bucket.customerKey ? customerKey(context) : undefined,
  });
}

/**
 * Not looked up: it may be in another account, which need not let this one describe it. Where the role is not managed
 * here either, only the checklist names the key, and no variable is asked for.
 */
function customerKey({ stack, deployment }: Context): IEncryptionKey {
  const isGrantedHere = deployment.iam.mode === "create";
  const keyArn = isGrantedHere ? stack.declare(keyVariables.bucket).bucketKmsKeyArn : "BUCKET_KMS_KEY_ARN";
  return EncryptionKey.fromAttributes(stack, "BucketKey", { keyArn });
}
