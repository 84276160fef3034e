import { Bucket, type IBucket } from "../../../modules/bucket";
import type { IWorkloadRole } from "../../../modules/workload-role";
import { bucketVariables, unprotectedBucketVariables } from "../../variables/bucket";
import { type Context, encryptionKey } from "./context";

/** What the buckets of the stack share. */
export interface BucketDefaults {
  readonly protection: boolean;
  readonly forceDestroy?: ReturnType<typeof forceDestroy>;
}

const forceDestroy = ({ stack }: Context) => stack.declare(unprotectedBucketVariables).bucketForceDestroy;

export function bucketDefaults(context: Context): BucketDefaults {
  const { protection } = context.deployment;
  return protection ? { protection } : { protection, forceDestroy: forceDestroy(context) };
}

/** Packages, sources and metadata, for `role` to read and write. */
export function storage(
  context: Context,
  { role, defaults }: { role: IWorkloadRole; defaults: BucketDefaults },
): { readonly bucket: IBucket; readonly clientSideKeyArn?: string } {
  const { stack, deployment, account, name } = context;
  const { bucketNoncurrentVersionDays } = stack.declare(bucketVariables);
  const key = encryptionKey(context, "BucketKey", {
    alias: "packages",
    description: "Objects in Package Manager's bucket",
  });
  const bucket = new Bucket(stack, "Bucket", {
    ...defaults,
    bucketName: `${name}-packages-${account.accountId}-${account.region}`,
    encryption: { mode: "kms", key },
    noncurrentVersionDays: bucketNoncurrentVersionDays,
  });
  bucket.grantReadWrite("Bucket", role);
  if (!deployment.bucket.clientSideEncryption) return { bucket };

  const clientSideKey = encryptionKey(context, "ClientSideKey", {
    alias: "client-side",
    description: "Objects that Package Manager encrypts itself",
  });
  clientSideKey.grantEncryptDecrypt("ClientSideKey", role);
  return { bucket, clientSideKeyArn: clientSideKey.keyArn };
}
