import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Annotations, Token } from "cdktf";
import type { Construct } from "constructs";
import { PropError, requirePattern } from "../core";
import type { IEncryptionKey } from "../encryption-key";

/** What every secret made here needs. */
export interface SecretProps {
  /**
   * Start of the name, 1 to 200 characters a-z, A-Z, 0-9 and `/_+=.@-`. AWS provider adds a unique end, so that a
   * destroyed secret that waits for its deletion does not block a new one. Changing it replaces the secret.
   */
  readonly namePrefix: string;
  /** What the secret is, as the console shows it. */
  readonly description: string;
  /** Encrypts the value. */
  readonly encryptionKey: IEncryptionKey;
  /**
   * Days for which a destroyed secret can be restored: 0, or 7 to 30.
   * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
   * @default 30
   */
  readonly recoveryWindowDays?: number;
  /** Keeps Terraform from destroying the secret. @default true */
  readonly protection?: boolean;
}

const WINDOW = { min: 7, max: 30 };

/** Defines a secret without a value as the main resource of `scope`. */
export function defineSecret(scope: Construct, props: SecretProps): SecretsmanagerSecret {
  const { recoveryWindowDays = WINDOW.max, protection = true } = props;
  requirePattern(scope, "namePrefix", props.namePrefix, {
    pattern: /^[\w/+=.@-]{1,200}$/,
    expected: "1 to 200 letters, digits or /_+=.@-",
    fix: "shorten it or take the other characters out",
  });
  requireRecoveryWindow(scope, recoveryWindowDays);
  if (!protection) Annotations.of(scope).addWarning("`protection` is off: Terraform may destroy this secret.");

  return new SecretsmanagerSecret(scope, "Resource", {
    namePrefix: props.namePrefix,
    description: props.description,
    kmsKeyId: props.encryptionKey.keyArn,
    recoveryWindowInDays: recoveryWindowDays,
    lifecycle: { preventDestroy: protection },
  });
}

function requireRecoveryWindow(scope: Construct, days: number): void {
  if (Token.isUnresolved(days) || days === 0) return;
  if (Number.isInteger(days) && days >= WINDOW.min && days <= WINDOW.max) return;
  const expected = `0 or a whole number of days from ${WINDOW.min} to ${WINDOW.max}`;
  throw new PropError(scope, "recoveryWindowDays", days, expected, `set it to ${WINDOW.max}`);
}
