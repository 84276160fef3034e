import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { Fn, type Postcondition, type Precondition, type TerraformProvider, TerraformSelf } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { type PolicyStatement, expression, leaveToUser, readable, statementText } from "../core";
import { type KeyLocation, type KeyServiceGrant, ownerStatement, serviceStatements } from "./service-grants";

/** Where to find a key that this app does not own, and what is going to use it. */
export interface EncryptionKeyLookup extends KeyLocation {
  /** ARN of a symmetric key in the region; not of an alias. The key may be in another account. */
  readonly keyArn: string;
  /** Terraform variable behind {@link keyArn}, for messages. */
  readonly variableName: string;
  /** AWS services that use the key in their own name. @default [] */
  readonly serviceGrants?: readonly KeyServiceGrant[];
  /** Works in the key's region. @default - the provider of everything else */
  readonly provider?: TerraformProvider;
}

/** Looks an existing key up, so that a plan fails with one that cannot encrypt here. */
export function lookUpKey(scope: Construct, lookup: EncryptionKeyLookup): void {
  new DataAwsKmsKey(scope, "Resource", {
    provider: lookup.provider,
    keyId: lookup.keyArn,
    lifecycle: { precondition: [isInRegion(lookup)], postcondition: canEncrypt(lookup) },
  });
}

/** Before KMS is asked, which knows the keys of its own region only. */
function isInRegion({ keyArn, variableName, region }: EncryptionKeyLookup): Precondition {
  return {
    condition: expression`split(":", ${keyArn})[3] == ${region}`,
    errorMessage: `${variableName} is ${Fn.jsonencode(keyArn)}, expected a key in the region ${region}; take one of that region, or a replica there of a multi-Region key.`,
  };
}

function canEncrypt({ keyArn, variableName, serviceGrants = [] }: EncryptionKeyLookup): Postcondition[] {
  const self = (name: string) => TerraformSelf.getString(name);
  const isKey = `${variableName} is ${Fn.jsonencode(keyArn)}`;
  const conditions = [
    {
      condition: expression`${TerraformSelf.getAny("enabled")} && ${self("key_state")} == "Enabled"`,
      errorMessage: `${isKey} in the state ${self("key_state")}, expected Enabled; enable it or cancel its deletion, or name another key.`,
    },
    {
      condition: expression`${self("key_usage")} == "ENCRYPT_DECRYPT"`,
      errorMessage: `${isKey} with the usage ${self("key_usage")}, expected ENCRYPT_DECRYPT; name a key that encrypts.`,
    },
    {
      condition: expression`${self("key_spec")} == "SYMMETRIC_DEFAULT"`,
      errorMessage: `${isKey} of the kind ${self("key_spec")}, expected SYMMETRIC_DEFAULT; name a symmetric key.`,
    },
  ];
  if (serviceGrants.length === 0) return conditions;
  return [
    ...conditions,
    {
      condition: expression`${self("key_manager")} == "CUSTOMER"`,
      errorMessage: `${isKey}, which AWS manages, expected a customer key; name one whose policy can admit what uses it: ${serviceGrants.join(", ")}.`,
    },
  ];
}

/** Says what the policy of an existing key must contain. */
export function leaveKeyPolicyToUser(scope: IConstruct, lookup: EncryptionKeyLookup): void {
  const { keyArn, serviceGrants = [] } = lookup;
  const statements = [ownerStatement(lookup), ...serviceStatements(serviceGrants, lookup)];
  const services =
    serviceGrants.length > 0 ? `, and admit ${serviceGrants.join(", ")}, which no IAM policy can do` : "";
  leaveToUser(scope, {
    what:
      `The policy of the existing key ${keyArn} must let IAM policies of the account count, as AWS's default policy ` +
      `does${services}, with ${statements.length === 1 ? "this statement" : "these statements"}`,
    text: textOf(scope, statements),
  });
}

/** As {@link leaveKeyPolicyToUser}, of a key of which nobody knows where it is. */
export function leaveServiceGrantsToUser(
  scope: IConstruct,
  keyArn: string,
  serviceGrants: readonly KeyServiceGrant[],
): void {
  if (serviceGrants.length === 0) return;
  const placeholders = { partition: "PARTITION", accountId: "ACCOUNT_ID", region: "REGION" };
  leaveToUser(scope, {
    what:
      `The policy of the existing key ${keyArn} must admit ${serviceGrants.join(", ")}, which no IAM policy ` +
      "can do. Add to it, with your own values for the capitals",
    text: textOf(scope, serviceStatements(serviceGrants, placeholders)),
  });
}

function textOf(scope: IConstruct, statements: readonly PolicyStatement[]): string {
  return readable(scope, statements)
    .map((statement) => JSON.stringify(statementText(statement), null, 2))
    .join(",\n");
}
