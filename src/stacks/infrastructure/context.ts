import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { IResolvable, TerraformProvider } from "cdktf";
import type { IBucket } from "../../../modules/bucket";
import type { RoleSettings } from "../../../modules/core";
import { EncryptionKey, type IEncryptionKey, type KeyServiceGrant } from "../../../modules/encryption-key";
import type { Deployment } from "../../config/schema";
import { unprotectedBucketVariables } from "../../variables/bucket";
import type { AssumedRole, IgnoredTags } from "../../terraform/providers";
import type { CatalogTokens, VariableCatalog, VariableSpec } from "../../terraform/variables";
import { assumeRoleVariables, commonVariables, createdRoleVariables, ignoreTagVariables } from "../../variables/common";
import { type KeyPurpose, keyVariables } from "../../variables/keys";
import { type BaseStack, deploymentTags, snakeCase } from "../base-stack";
import { existingBucket } from "./existing-bucket";

/** Where everything is. */
export interface Account {
  /** `aws`, `aws-us-gov`, `aws-cn`, … */
  readonly partition: string;
  /** `amazonaws.com`, in China `amazonaws.com.cn`. */
  readonly dnsSuffix: string;
  /** `com.amazonaws`, in China `cn.com.amazonaws`. */
  readonly reverseDnsPrefix: string;
  readonly accountId: string;
  readonly region: string;
}

/** What every part of the infrastructure stack needs. */
export interface Context {
  /** Scope of all parts. */
  readonly stack: BaseStack;
  readonly deployment: Deployment;
  /** Start of all physical names, 2 to 20 characters. */
  readonly name: string;
  readonly account: Account;
  /** For every IAM role that is made here. */
  readonly iam: RoleSettings;
  readonly tags: Record<string, string>;
  /** Role that all AWS providers start from; its variables are declared when it is first asked for. */
  readonly assumedRole: () => AssumedRole | undefined;
  /** Tags that Terraform leaves alone; as {@link assumedRole}. Nothing in a child module, whose root has the providers. */
  readonly ignoredTags: () => IgnoredTags;
  /** Encrypts all log groups; made when it is first asked for. */
  readonly logsKey: () => IEncryptionKey;
  /** What all buckets share; its variable is declared when it is first asked for. */
  readonly bucketDefaults: () => BucketDefaults;
  /** The bucket for objects, where the user has it; looked up when it is first asked for. */
  readonly existingBucket: () => IBucket | undefined;
}

/** Declares the variables that belong to no part, and looks up the account. */
export function infrastructureContext(stack: BaseStack, deployment: Deployment): Context {
  const common = stack.declare(commonVariables(deployment.name));
  const { name, region } = common;
  const partition = new DataAwsPartition(stack, "Partition");
  const context: Context = {
    stack,
    deployment,
    name,
    account: {
      partition: partition.partition,
      dnsSuffix: partition.dnsSuffix,
      reverseDnsPrefix: partition.reverseDnsPrefix,
      accountId: new DataAwsCallerIdentity(stack, "Account").accountId,
      region,
    },
    iam: deployment.iam.mode === "create" ? stack.declare(createdRoleVariables) : {},
    tags: deploymentTags(name, common.tags),
    assumedRole: once(() => (deployment.awsRole === "assume" ? stack.declare(assumeRoleVariables) : undefined)),
    ignoredTags: once(() => (stack.isModule ? {} : stack.declare(ignoreTagVariables))),
    logsKey: once(() =>
      encryptionKey(context, "LogsKey", {
        purpose: "logs",
        alias: "logs",
        description: "Logs of Package Manager's infrastructure",
        serviceGrants: ["logs"],
      }),
    ),
    bucketDefaults: once(() => bucketDefaults(context)),
    existingBucket: once(() => existingBucket(context)),
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

/** The ARNs of the roles in `catalog`, where the user has them; nothing where they are made here. */
export function givenRoles<C extends Record<string, VariableSpec>>(
  { stack, deployment }: Context,
  catalog: VariableCatalog<C>,
): Partial<CatalogTokens<C>> {
  return deployment.iam.mode === "existing" ? stack.declare(catalog) : {};
}

export interface KeyRequest {
  /** Names the variable of the key's ARN, where the user has the key. */
  readonly purpose: KeyPurpose;
  /** Ends the alias of a key that is made here. */
  readonly alias: string;
  readonly description: string;
  readonly serviceGrants?: readonly KeyServiceGrant[];
  /** Another region that the key is in, and what works there. @default - the region of everything else */
  readonly elsewhere?: { readonly region: string; readonly provider: TerraformProvider };
}

/** A KMS key of the stack, made here or brought by the user. */
export function encryptionKey(
  { stack, account, name, deployment }: Context,
  id: string,
  { purpose, alias, description, serviceGrants, elsewhere }: KeyRequest,
): IEncryptionKey {
  const location = { ...account, ...elsewhere };
  if (deployment.keys.mode === "existing") {
    const catalog: VariableCatalog = keyVariables[purpose];
    const [[variable, keyArn]] = Object.entries(stack.declare(catalog)) as [[string, string]];
    return EncryptionKey.fromLookup(stack, id, {
      ...location,
      keyArn,
      variableName: snakeCase(variable),
      serviceGrants,
    });
  }
  return new EncryptionKey(stack, id, {
    ...location,
    description,
    serviceGrants,
    alias: `${name}-${alias}`,
    protection: deployment.protection,
  });
}
