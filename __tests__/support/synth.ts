import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import type { IGrantee, PolicyStatement } from "../../modules/core";
import type { IEncryptionKey } from "../../modules/encryption-key";
import type { INetwork } from "../../modules/network";
import { BaseStack } from "../../src/stacks/base-stack";
import { normalizeStack } from "../../src/terraform/normalize";

type L1 = { readonly tfResourceType: string };
export type Block = Record<string, unknown>;
export type Blocks = Record<string, Record<string, Block>>;

/** Synthesized JSON of a stack. */
export interface Synthesized {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
}

/** Has the addresses of the real stacks: `Bucket/Policy` is `aws_s3_bucket_policy.bucket_policy`. */
class TestStack extends BaseStack {}

function buildStack(build: (stack: TerraformStack) => void): BaseStack {
  const stack = new TestStack(Testing.app(), "test");
  new AwsProvider(stack, "Aws", { region: "eu-central-1" });
  build(stack);
  return stack;
}

/** Synthesizes what `build` defines, with construct validations on. */
export function synthStack(build: (stack: TerraformStack) => void): Synthesized {
  const stack = buildStack(build);
  stack.runAllValidations();
  return JSON.parse(normalizeStack(stack.toJson())) as Synthesized;
}

/** Texts of the warnings that `build` causes. */
export function warningsOf(build: (stack: TerraformStack) => void): string[] {
  const entries = buildStack(build)
    .node.findAll()
    .flatMap((construct) => construct.node.metadata);
  return entries.filter((entry) => entry.type === "@cdktf/warn").map((entry) => String(entry.data));
}

/** Synthesizes what `build` defines and returns the resources (or, for a data source class, the data) of one type. */
export function synthResources(build: (stack: TerraformStack) => void): (type: L1) => Block[] {
  const json = synthStack(build);
  return (type) => Object.values({ ...json.resource?.[type.tfResourceType], ...dataOf(json, type) });
}

function dataOf(json: Synthesized, type: L1): Record<string, Block> | undefined {
  return type.tfResourceType in (json.resource ?? {}) ? undefined : json.data?.[type.tfResourceType];
}

/** Stand-ins with literal ids, so that assertions need no tokens. */
export class FakeNetwork extends Construct implements INetwork {
  readonly vpcId = "vpc-1";
  readonly vpcCidr = "10.0.0.0/16";
  readonly publicSubnetIds = ["subnet-public-1", "subnet-public-2"];
  readonly publicSubnetCidrs = ["10.0.0.0/20", "10.0.16.0/20"];
  readonly privateSubnetIds = ["subnet-private-1", "subnet-private-2"];
  readonly privateSubnetCidrs = ["10.0.64.0/20", "10.0.80.0/20"];
  readonly isolatedSubnetIds = ["subnet-isolated-1", "subnet-isolated-2"];
}

export class FakeKey extends Construct implements IEncryptionKey {
  readonly keyArn: string = "arn:aws:kms:eu-central-1:111122223333:key/k";
  grantEncryptDecrypt(id: string, grantee: IGrantee): void {
    grantee.grant(id, [{ sid: "UseKey", actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [this.keyArn] }]);
  }
  grantDecrypt(id: string, grantee: IGrantee): void {
    grantee.grant(id, [{ sid: "UseKey", actions: ["kms:Decrypt"], resources: [this.keyArn] }]);
  }
}

/** Remembers what it was granted. */
export class FakeGrantee extends Construct implements IGrantee {
  readonly grants: { id: string; statements: readonly PolicyStatement[] }[] = [];
  grant(id: string, statements: readonly PolicyStatement[]): void {
    this.grants.push({ id, statements });
  }
}
