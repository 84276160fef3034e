import { TerraformSelf, Token } from "cdktf";
import type { Construct } from "constructs";
import { EphemeralResource, expression, passwordIn, requireInteger } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { type IWriteOnlySecret, Secret, type SecretAttributes } from "./secret";

export interface ExistingPasswordProps extends SecretAttributes {
  /** Whole number from 1. Raising it makes whatever takes {@link IWriteOnlySecret.value} read the secret anew. */
  readonly revision: number;
  /** Terraform variable behind {@link secretArn}, for messages. */
  readonly variableName: string;
}

/**
 * Refers to a secret with the password of an RDS server, or with JSON that has it as `password`; defines no resource. Its
 * value is read in every plan and apply, and is in no plan, state or JSON. A plan is refused when RDS would not take it.
 *
 * @throws PropError when the revision is not allowed.
 */
export class ExistingPassword extends Secret implements IWriteOnlySecret {
  readonly secretArn: string;
  readonly revision: number;
  readonly value: string;
  protected readonly encryptionKey?: IEncryptionKey;

  constructor(scope: Construct, id: string, props: ExistingPasswordProps) {
    super(scope, id);
    requireInteger(this, "revision", props.revision, { min: 1, max: 2 ** 31 - 1, unit: "revisions" });
    const allowed = expression`can(regex("^[!#-.0-?A-~]{8,128}$", ${passwordIn(TerraformSelf.getString("secret_string"))}))`;
    const current = new EphemeralResource(this, "Current", "aws_secretsmanager_secret_version", {
      secret_id: props.secretArn,
      lifecycle: {
        postcondition: [
          {
            condition: Token.asString(allowed),
            error_message: `${props.variableName} is ${props.secretArn}, expected a secret whose password RDS takes: 8 to 128 characters without /, @, " and space; store one of letters and digits there.`,
          },
        ],
      },
    });
    this.secretArn = props.secretArn;
    this.revision = props.revision;
    this.value = passwordIn(current.attribute("secret_string"));
    this.encryptionKey = props.encryptionKey;
  }
}
