import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Annotations, type TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type IGrantee, policyDocument, requireInteger, requirePattern } from "../core";
import { type EncryptionKeyLookup, leaveKeyPolicyToUser, leaveServiceGrantsToUser, lookUpKey } from "./existing-key";
import { decryptActions, encryptDecryptActions } from "./permissions";
import { type KeyServiceGrant, ownerStatement, serviceStatements } from "./service-grants";

/** A KMS key, created here or brought by the user. */
export interface IEncryptionKey extends IConstruct {
  readonly keyArn: string;
  /** Lets `grantee` encrypt and decrypt: `kms:GenerateDataKey` and `kms:Decrypt` on this key. */
  grantEncryptDecrypt(id: string, grantee: IGrantee): void;
  /** Lets `grantee` decrypt: `kms:Decrypt` on this key. */
  grantDecrypt(id: string, grantee: IGrantee): void;
}

/** What is needed to use a key that this app does not own. */
export interface EncryptionKeyAttributes {
  /** ARN of a symmetric key whose policy lets IAM policies of its account allow its use, as AWS's default policy does. */
  readonly keyArn: string;
  /** AWS services that will use the key; a warning says what its policy must then contain. @default [] */
  readonly serviceGrants?: readonly KeyServiceGrant[];
}

export interface EncryptionKeyProps {
  /** Name of the alias without `alias/`, unique in account and region: 1 to 250 characters a-z, A-Z, 0-9, `/`, `_`, `-`. */
  readonly alias: string;
  /** What the key encrypts, as the console shows it. */
  readonly description: string;
  /** AWS partition, such as `aws` or `aws-us-gov`. */
  readonly partition: string;
  /** DNS suffix of the partition. @default "amazonaws.com" */
  readonly dnsSuffix?: string;
  /** AWS account that owns the key: 12 digits. */
  readonly accountId: string;
  /** AWS region of the key. */
  readonly region: string;
  /** Works in that region. @default - the provider of everything else */
  readonly provider?: TerraformProvider;
  /** AWS services that use the key in their own name. @default [] */
  readonly serviceGrants?: readonly KeyServiceGrant[];
  /**
   * Days between a destroy and the loss of the key with all that it encrypts, 7 to 30.
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
   * @default 30
   */
  readonly deletionWindowDays?: number;
  /** Keeps Terraform from destroying the key. @default true */
  readonly protection?: boolean;
}

abstract class EncryptionKeyBase extends Construct implements IEncryptionKey {
  abstract readonly keyArn: string;

  grantEncryptDecrypt(id: string, grantee: IGrantee): void {
    grantee.grant(id, [{ sid: "EncryptDecrypt", actions: encryptDecryptActions, resources: [this.keyArn] }]);
  }

  grantDecrypt(id: string, grantee: IGrantee): void {
    grantee.grant(id, [{ sid: "Decrypt", actions: decryptActions, resources: [this.keyArn] }]);
  }
}

/**
 * Defines a symmetric customer key that rotates every year, with an alias.
 *
 * Its policy leaves the decision to IAM policies of the account and admits exactly the services in `serviceGrants`.
 * S3, RDS, EKS and Secrets Manager need none: they act with the permissions of whoever calls them.
 *
 * Costs about 1 USD a month, and as much again for each of the first two rotations.
 *
 * @throws PropError when the alias or the deletion window is outside what KMS allows.
 */
export class EncryptionKey extends EncryptionKeyBase {
  /** Refers to an existing key; defines no resource. */
  static fromAttributes(scope: Construct, id: string, attrs: EncryptionKeyAttributes): IEncryptionKey {
    const key = new (class extends EncryptionKeyBase {
      readonly keyArn = attrs.keyArn;
    })(scope, id);
    leaveServiceGrantsToUser(key, attrs.keyArn, attrs.serviceGrants ?? []);
    return key;
  }

  /**
   * Refers to an existing key, and checks when Terraform plans that it can encrypt here; defines no resource. What its
   * policy must contain is left to the user.
   */
  static fromLookup(scope: Construct, id: string, lookup: EncryptionKeyLookup): IEncryptionKey {
    const key = new (class extends EncryptionKeyBase {
      readonly keyArn = lookup.keyArn;
    })(scope, id);
    lookUpKey(key, lookup);
    leaveKeyPolicyToUser(key, lookup);
    return key;
  }

  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { serviceGrants = [], deletionWindowDays = 30, protection = true, provider } = props;
    requirePattern(this, "alias", props.alias, {
      pattern: /^(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/,
      expected: "1 to 250 characters a-z, A-Z, 0-9, /, _ and -, not starting with aws/",
      fix: "leave out other characters and the prefix alias/",
    });
    requireInteger(this, "deletionWindowDays", deletionWindowDays, { min: 7, max: 30, unit: "days" });
    if (!protection) {
      Annotations.of(this).addWarning(
        "`protection` is off: Terraform may destroy this key, and all that it encrypts is lost when its deletion window ends.",
      );
    }

    const key = new KmsKey(this, "Resource", {
      provider,
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: deletionWindowDays,
      policy: policyDocument(this, "Policy", [ownerStatement(props), ...serviceStatements(serviceGrants, props)]),
      lifecycle: { preventDestroy: protection },
    });
    new KmsAlias(this, "Alias", { provider, name: `alias/${props.alias}`, targetKeyId: key.keyId });
    this.keyArn = key.arn;
  }
}
