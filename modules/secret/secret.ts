import { Construct, type IConstruct } from "constructs";
import type { IGrantee } from "../core";
import type { IEncryptionKey } from "../encryption-key";

/** A secret in Secrets Manager, created here or brought by the user. Its value is in no plan, state or JSON. */
export interface ISecret extends IConstruct {
  readonly secretArn: string;
  /** Rises when the value changes; goes into `…_wo_version` arguments. */
  readonly revision: number;
  /** Lets `grantee` read the value. `id` must be unique in the grantee; it is part of a Terraform address. */
  grantRead(id: string, grantee: IGrantee): void;
}

/** A secret whose value other resources of the same stack may write into a write-only argument. */
export interface IWriteOnlySecret extends ISecret {
  /** Ephemeral reference: only for write-only arguments. */
  readonly value: string;
}

/** What is needed to use a secret that this app does not own. */
export type SecretAttributes = Pick<ISecret, "secretArn" | "revision"> & {
  /** Customer key of the secret; grants then cover it. @default - none: the secret uses the key `aws/secretsmanager` */
  readonly encryptionKey?: IEncryptionKey;
};

/** What every secret that can be read by a grantee has in common. */
export abstract class Secret extends Construct implements ISecret {
  /** Refers to an existing secret; defines no resource. */
  static fromAttributes(scope: Construct, id: string, attrs: SecretAttributes): ISecret {
    return new (class extends Secret {
      readonly secretArn = attrs.secretArn;
      readonly revision = attrs.revision;
      protected readonly encryptionKey = attrs.encryptionKey;
    })(scope, id);
  }

  abstract readonly secretArn: string;
  abstract readonly revision: number;
  protected abstract readonly encryptionKey?: IEncryptionKey;

  grantRead(id: string, grantee: IGrantee): void {
    grantee.grant(id, [{ sid: "ReadSecret", actions: ["secretsmanager:GetSecretValue"], resources: [this.secretArn] }]);
    this.encryptionKey?.grantDecrypt(`${id}Key`, grantee);
  }
}
