import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { EncryptionKey, type KeyServiceGrant } from "../../../modules/encryption-key";
import type { Deployment } from "../../config/schema";
import { commonVariables } from "../../variables/common";
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
  readonly ignoreTagKeys: string[];
  readonly ignoreTagKeyPrefixes: string[];
}

/** Declares the variables that belong to no part, and looks up the account. */
export function infrastructureContext(stack: BaseStack, deployment: Deployment): Context {
  const common = stack.declare(commonVariables(deployment.name));
  const { name, region, permissionsBoundaryArn, iamPath, ignoreTagKeys, ignoreTagKeyPrefixes } = common;
  return {
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
    ignoreTagKeys,
    ignoreTagKeyPrefixes,
  };
}

/** Makes a KMS key of the stack. */
export function encryptionKey(
  { stack, account, name, deployment }: Context,
  id: string,
  props: { alias: string; description: string; serviceGrants?: readonly KeyServiceGrant[] },
): EncryptionKey {
  return new EncryptionKey(stack, id, {
    ...account,
    ...props,
    alias: `${name}-${props.alias}`,
    protection: deployment.protection,
  });
}
