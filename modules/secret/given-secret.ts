import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn, TerraformSelf, Token } from "cdktf";
import type { Construct } from "constructs";
import { TerraformData, expression, requireInteger } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { defineSecret, type SecretProps } from "./define-secret";
import { Secret } from "./secret";

export interface GivenSecretProps extends SecretProps {
  /** Ephemeral reference to the value. Must have one when it is written; may be null in every other run. */
  readonly value: string;
  /** Terraform variable behind {@link value}, for messages. */
  readonly variableName: string;
  /** Whole number from 1. Raising it writes {@link value}. */
  readonly revision: number;
}

/**
 * Defines a secret whose value the user supplies, in no plan, state or JSON.
 *
 * The value is written at first and whenever its revision changes; a plan that would write it without having it is
 * refused. The former value stays readable under the stage `AWSPREVIOUS`.
 *
 * @throws PropError when the name, the recovery window or the revision is not allowed.
 */
export class GivenSecret extends Secret {
  readonly secretArn: string;
  readonly revision: number;
  protected readonly encryptionKey: IEncryptionKey;

  constructor(scope: Construct, id: string, props: GivenSecretProps) {
    super(scope, id);
    requireInteger(this, "revision", props.revision, { min: 1, max: 2 ** 31 - 1, unit: "revisions" });

    const secret = defineSecret(this, props);
    const version = new SecretsmanagerSecretVersion(this, "Version", {
      secretId: secret.arn,
      // The provider refuses null even when nothing is written.
      secretStringWo: Token.asString(Fn.coalesce([props.value, "unchanged"])),
      secretStringWoVersion: props.revision,
    });
    // Replaced exactly when the value is written: then its input is the time of this very plan.
    const isOld = expression`try(${TerraformSelf.getString("input.time")} != plantimestamp(), true)`;
    const hasValue = expression`try(length(${props.value}) > 0, false)`;
    new TerraformData(this, "Written", {
      triggersReplace: { versionId: version.versionId },
      input: { time: Fn.plantimestamp() },
      lifecycle: {
        ignoreChanges: ["input"],
        postcondition: [
          {
            condition: Token.asString(expression`${isOld} || ${hasValue}`),
            errorMessage: `${props.variableName} is null, expected a value in the first apply and whenever its revision changes; give it, or put the revision back.`,
          },
        ],
      },
    });

    this.secretArn = secret.arn;
    this.revision = props.revision;
    this.encryptionKey = props.encryptionKey;
  }
}
