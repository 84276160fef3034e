import { Bucket, type IBucket } from "../../../modules/bucket";
import type { IWorkloadRole } from "../../../modules/workload-role";
import { bucketVariables } from "../../variables/bucket";
import { type Context, encryptionKey } from "./context";

/** Where Package Manager keeps its objects. */
export interface Storage {
  readonly bucket: IBucket;
  /** Start of all keys, in a bucket that serves others too. */
  readonly prefix?: string;
  readonly clientSideKeyArn?: string;
}

/** Packages, sources and metadata, for `role` to read and write. */
export function storage(context: Context, role: IWorkloadRole): Storage {
  const bucket = context.existingBucket() ?? createdBucket(context);
  bucket.grantReadWrite("Bucket", role);
  const stored = { bucket, prefix: bucket.prefix };
  if (!context.deployment.bucket.clientSideEncryption) return stored;

  const clientSideKey = encryptionKey(context, "ClientSideKey", {
    purpose: "clientSide",
    alias: "client-side",
    description: "Objects that Package Manager encrypts itself",
  });
  clientSideKey.grantEncryptDecrypt("ClientSideKey", role);
  return { ...stored, clientSideKeyArn: clientSideKey.keyArn };
}

function createdBucket(context: Context): IBucket {
  const { stack, account, name } = context;
  const { bucketNoncurrentVersionDays } = stack.declare(bucketVariables);
  const key = encryptionKey(context, "BucketKey", {
    purpose: "bucket",
    alias: "packages",
    description: "Objects in Package Manager's bucket",
  });
  return new Bucket(stack, "Bucket", {
    ...context.bucketDefaults(),
    bucketName: `${name}-packages-${account.accountId}-${account.region}`,
    encryption: { mode: "kms", key },
    noncurrentVersionDays: bucketNoncurrentVersionDays,
  });
}
