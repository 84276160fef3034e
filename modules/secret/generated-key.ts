import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { EphemeralResource, PropError, TerraformData, expression } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { defineSecret, type SecretProps } from "./define-secret";
import { Secret } from "./secret";

export interface GeneratedKeyProps extends SecretProps {
  /** Random bytes, 64 or 512. Counts when the key is first written; changing it later changes nothing. @default 512 */
  readonly bytes?: number;
}

const SIZES = [64, 512];

/**
 * Defines a secret with a random key as hexadecimal digits, without a newline, in no plan, state or JSON.
 *
 * The key is written once. No change of a prop writes another, and should the secret be gone from AWS, the plan is
 * refused instead of making a new key: restore the secret, or supply the key by `GivenSecret` under the same id.
 *
 * @throws PropError when the name, the recovery window or the size is not allowed.
 */
export class GeneratedKey extends Secret {
  readonly secretArn: string;
  readonly revision = 1;
  protected readonly encryptionKey: IEncryptionKey;

  constructor(scope: Construct, id: string, props: GeneratedKeyProps) {
    super(scope, id);
    const { bytes = 512, protection = true } = props;
    if (!Token.isUnresolved(bytes) && !SIZES.includes(bytes)) {
      throw new PropError(this, "bytes", bytes, SIZES.join(" or "), "use 512 unless the product asks for less");
    }

    const secret = defineSecret(this, props);
    const random = new EphemeralResource(this, "Random", "aws_secretsmanager_random_password", {
      password_length: expression`${bytes} * 2`,
      exclude_uppercase: true,
      exclude_punctuation: true,
      exclude_characters: "ghijklmnopqrstuvwxyz",
      include_space: false,
      require_each_included_type: false,
    });
    const version = new SecretsmanagerSecretVersion(this, "Version", {
      secretId: secret.arn,
      secretStringWo: random.attribute("random_password"),
      secretStringWoVersion: this.revision,
      // A key that the user supplied under a higher revision must survive a change back to a generated one.
      lifecycle: { preventDestroy: protection, ignoreChanges: ["secret_string_wo_version"] },
    });
    // Would be replaced if another key were about to be written, and thereby stops the plan.
    new TerraformData(this, "Written", {
      triggersReplace: { versionId: version.versionId },
      lifecycle: { preventDestroy: protection, ignoreChanges: ["input"] },
    });

    this.secretArn = secret.arn;
    this.encryptionKey = props.encryptionKey;
  }
}
