import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { IResolvable } from "cdktf";
import { EncryptionKey, type IEncryptionKey, type KeyServiceGrant } from "../../../modules/encryption-key";
import type { Deployment } from "../../config/schema";
import { unprotectedBucketVariables } from "../../variables/bucket";
import type { AssumedRole } from "../../terraform/providers";
import { assumeRoleVariables, commonVariables } from "../../variables/common";
import { type BaseStack, deploymentTags } from "../base-stack";

/** What every part of the infrastructure stack needs. */
export interface Context {
  /** Scope of all parts. */
  readonly stack: BaseStack;
  readonly deployment: Deployment;
  /** Start of all physical names, 2 to 20 characters. */
  readonly name: string;
  readonly account: { readonly partition: string; readonly accountId: string; readonly region: string };
  /** For every IAM role. */
  readonly iam: { readonly permissionsBoundaryArn: string; readonly iamPath: string };
  readonly tags: Record<string, string>;
  /** Role that all AWS providers start from; its variables are declared when it is first asked for. */
  readonly assumedRole: () => AssumedRole | undefined;
  /** Encrypts all log groups; made when it is first asked for. */
  readonly logsKey: () => IEncryptionKey;
  /** What all buckets share; its variable is declared when it is first asked for. */
  readonly bucketDefaults: () => BucketDefaults;
}

/** Declares the variables that belong to no part, and looks up the account. */
export function infrastructureContext(stack: BaseStack, deployment: Deployment): Context {
  const common = stack.declare(commonVariables(deployment.name));
  const { name, region, permissionsBoundaryArn, iamPath } = common;
  const context: Context = {
    stack,
    deployment,
    name,
    account: {
      partition: new DataAwsPartition(stack, "Partition").partition,
      accountId: new DataAwsCallerIdentity(stack, "Account").accountId,
      region,
    },
    iam: { permissionsBoundaryArn, iamPath },
    tags: deploymentTags(name, common.tags),
    assumedRole: once(() => (deployment.awsRole === "assume" ? stack.declare(assumeRoleVariables) : undefined)),
    logsKey: once(() =>
      encryptionKey(context, "LogsKey", {
        alias: "logs",
        description: "Logs of Package Manager's infrastructure",
        serviceGrants: ["logs"],
      }),
    ),
    bucketDefaults: once(() => bucketDefaults(context)),
  };
  return context;
}

/** What the buckets of the stack share. */
export interface BucketDefaults {
  readonly protection: boolean;
  readonly forceDestroy?: IResolvable;
}

function bucketDefaults({ stack, deployment: { protection } }: Context): BucketDefaults {
  if (protection) return { protection };
  return { protection, forceDestroy: stack.declare(unprotectedBucketVariables).bucketForceDestroy };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Makes a KMS key of the stack. */
export function encryptionKey(
  { stack, account, name, deployment }: Context,
  id: string,
  props: { alias: string; description: string; serviceGrants?: readonly KeyServiceGrant[] },
): IEncryptionKey {
  return new EncryptionKey(stack, id, {
    ...account,
    ...props,
    alias: `${name}-${props.alias}`,
    protection: deployment.protection,
  });
}
