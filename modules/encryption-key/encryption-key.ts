import type { IConstruct } from "constructs";
import type { IGrantee } from "../core";

/** A KMS key, created here or brought by the user. */
export interface IEncryptionKey extends IConstruct {
  readonly keyArn: string;
  /** Lets `grantee` encrypt and decrypt: `kms:GenerateDataKey` and `kms:Decrypt` on this key. */
  grantEncryptDecrypt(id: string, grantee: IGrantee): void;
  /** Lets `grantee` decrypt: `kms:Decrypt` on this key. */
  grantDecrypt(id: string, grantee: IGrantee): void;
}
