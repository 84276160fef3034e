import { defineVariables } from "../terraform/variables";
import { secretArnRules } from "./existing-secret";

const revisionRule = (name: string, min = 1) => ({
  condition: `var.${name} >= ${min} && floor(var.${name}) == var.${name}`,
  expected: `a whole number of at least ${min}`,
  fix: "raise it by 1 for each change",
});

/** Variables of every secret made here. */
export const secretVariables = defineVariables({
  section: "Secrets",
  variables: {
    secretRecoveryWindowDays: {
      type: "number",
      description:
        "Days for which a destroyed secret can be restored: 0, or 7 to 30. 0 also deletes Package Manager's encryption key at once.",
      default: 30,
      rules: [
        {
          condition:
            "var.secret_recovery_window_days == 0 || (var.secret_recovery_window_days >= 7 && var.secret_recovery_window_days <= 30 && floor(var.secret_recovery_window_days) == var.secret_recovery_window_days)",
          expected: "0, or a whole number from 7 to 30",
          fix: "use 30 unless this is a trial",
        },
      ],
    },
  },
});

/** Variable of the database passwords that are made here. */
export const generatedPasswordVariables = defineVariables({
  section: "Secrets",
  variables: {
    databasePasswordRevision: {
      type: "number",
      description:
        "Revision of the database passwords. Raising it makes new ones, at once; apply the application stack right after, since pods hold the former.",
      default: 1,
      rules: [revisionRule("database_password_revision")],
    },
  },
});

/** Variables of Package Manager's encryption key when it is made here. */
export const generatedEncryptionKeyVariables = defineVariables({
  section: "Encryption key",
  when: "packageManager.encryptionKey: generate",
  variables: {
    encryptionKeyBytes: {
      type: "number",
      description:
        "Random bytes of Package Manager's encryption key: 512, as `rspm encrypt generate` makes, or 64. Counts when the key is first written; changing it later changes nothing.",
      default: 512,
      rules: [
        {
          condition: "contains([64, 512], var.encryption_key_bytes)",
          expected: "64 or 512",
          fix: "use 512 unless your version of Package Manager asks for less",
        },
      ],
    },
  },
});

/** Variables of Package Manager's encryption key when the user supplies it. */
export const givenEncryptionKeyVariables = defineVariables({
  section: "Encryption key",
  when: "packageManager.encryptionKey: given",
  variables: {
    encryptionKey: {
      type: "string",
      description:
        "Package Manager's encryption key, as hexadecimal digits. Set it by TF_VAR_encryption_key when it is written: in the first apply and when `encryption_key_revision` rises.",
      default: null,
      sensitive: true,
      ephemeral: true,
      rules: [
        {
          condition:
            'var.encryption_key == null || try(can(regex("^[0-9a-fA-F]+$", var.encryption_key)) && contains([128, 1024], length(var.encryption_key)), false)',
          expected: "128 or 1024 hexadecimal digits without a newline",
          fix: "take the output of `rspm encrypt generate` and leave out the newline",
        },
      ],
    },
    encryptionKeyRevision: {
      type: "number",
      description:
        "Revision of `encryption_key`, from 2, since 1 is a generated one. Raising it replaces the key: what Package Manager encrypted with the former is unreadable afterwards.",
      default: 2,
      rules: [revisionRule("encryption_key_revision", 2)],
    },
  },
});

/** Variables of the license when its contents are supplied. */
export const licenseVariables = defineVariables({
  section: "License",
  when: "packageManager.license: variable",
  variables: {
    license: {
      type: "string",
      description:
        "Contents of the license file. Set it by TF_VAR_license when it is written: in the first apply and when `license_revision` rises.",
      default: null,
      sensitive: true,
      ephemeral: true,
      rules: [
        {
          condition: 'var.license == null || try(trimspace(var.license) != "" && length(var.license) <= 65536, false)',
          expected: "the contents of a license file, up to 65536 characters",
          fix: "pass the contents, not the path",
        },
      ],
    },
    licenseRevision: {
      type: "number",
      description: "Revision of the license. Raising it stores the contents of `license`.",
      default: 1,
      rules: [revisionRule("license_revision")],
    },
  },
});

/** Variables of the license when a secret holds it already. */
export const existingLicenseVariables = defineVariables({
  section: "License",
  when: "packageManager.license: existingSecret, or secrets.mode: existing",
  variables: {
    licenseSecretArn: {
      type: "string",
      description: "ARN of the Secrets Manager secret whose value is the contents of the license file.",
      example: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:posit-license-AbCdEf",
      rules: secretArnRules("license_secret_arn"),
    },
    licenseRevision: {
      type: "number",
      description: "Revision of the license. Raise it when the secret's value has changed.",
      default: 1,
      rules: [revisionRule("license_revision")],
    },
  },
});
