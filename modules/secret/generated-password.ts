import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { Construct } from "constructs";
import { EphemeralResource, requireInteger } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { defineSecret, type SecretProps } from "./define-secret";
import { type IWriteOnlySecret, Secret } from "./secret";

export interface GeneratedPasswordProps extends SecretProps {
  /** Whole number from 1. Raising it stores a new password, and whatever takes {@link IWriteOnlySecret.value} gets it in the same apply. */
  readonly revision: number;
  /**
   * Letters and digits of the password, 32 to 128. Counts when the next password is made.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html
   * @default 48
   */
  readonly length?: number;
}

/**
 * Defines a secret with a random password, which Secrets Manager makes and which is in no plan, state or JSON.
 *
 * It has letters and digits only: RDS refuses `/`, `@`, `"` and space, and other characters break URLs, shells or
 * libpq. The former password stays readable under the stage `AWSPREVIOUS`.
 *
 * @throws PropError when the name, the recovery window or a number is out of range.
 */
export class GeneratedPassword extends Secret implements IWriteOnlySecret {
  readonly secretArn: string;
  readonly revision: number;
  readonly value: string;
  protected readonly encryptionKey: IEncryptionKey;

  constructor(scope: Construct, id: string, props: GeneratedPasswordProps) {
    super(scope, id);
    const { length = 48 } = props;
    requireInteger(this, "length", length, { min: 32, max: 128, unit: "characters" });
    requireInteger(this, "revision", props.revision, { min: 1, max: 2 ** 31 - 1, unit: "revisions" });

    const secret = defineSecret(this, props);
    const random = new EphemeralResource(this, "Random", "aws_secretsmanager_random_password", {
      password_length: length,
      exclude_punctuation: true,
      include_space: false,
      require_each_included_type: true,
    });
    const version = new SecretsmanagerSecretVersion(this, "Version", {
      secretId: secret.arn,
      secretStringWo: random.attribute("random_password"),
      secretStringWoVersion: props.revision,
    });
    // Names the version: reading the newest one could still give the former password.
    const current = new EphemeralResource(this, "Current", "aws_secretsmanager_secret_version", {
      secret_id: version.secretId,
      version_id: version.versionId,
    });

    this.secretArn = secret.arn;
    this.revision = props.revision;
    this.value = current.attribute("secret_string");
    this.encryptionKey = props.encryptionKey;
  }
}
