import { type VariableRule, defineVariables } from "../terraform/variables";

const section = "Secrets";

/** Rules of the ARN of a secret that Terraform reads in the region of the deployment. */
export const secretArnRules = (name: string): VariableRule[] => [
  {
    condition: `can(regex("^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+$", var.${name}))`,
    expected: "the ARN of a Secrets Manager secret",
    fix: "copy it from the Secrets Manager console",
  },
  {
    condition: `try(split(":", var.${name})[3], var.region) == var.region`,
    expected: "a secret in ${var.region}, where it is read",
    fix: "replicate it to that region, and give the replica's ARN",
  },
];

const revisionRule = (name: string): VariableRule => ({
  condition: `var.${name} >= 1 && floor(var.${name}) == var.${name}`,
  expected: "a whole number of at least 1",
  fix: "raise it by 1 for each change",
});

const example = (name: string) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}-AbCdEf`;

/** Variable of the secret of the user who makes the application's role and schemas. */
export const masterSecretVariables = defineVariables({
  section,
  when: "database.credentials: master, or secrets.mode: existing and a database made here",
  variables: {
    databaseMasterSecretArn: {
      type: "string",
      description:
        "ARN of the Secrets Manager secret with the password of `database_master_username`: the password, or JSON with a member `password`, as RDS keeps it.",
      example: example("database-master"),
      rules: secretArnRules("database_master_secret_arn"),
    },
  },
});

/** Variable of the secret of the role that Package Manager logs in with. */
export const applicationSecretVariables = defineVariables({
  section,
  when: "secrets.mode: existing, or database.credentials: application",
  variables: {
    databaseSecretArn: {
      type: "string",
      description:
        "ARN of the Secrets Manager secret with the password of `database_username`: the password, or JSON with a member `password`.",
      example: example("database"),
      rules: secretArnRules("database_secret_arn"),
    },
  },
});

/** Variable of the revision of the passwords in secrets that exist. */
export const givenPasswordRevisionVariables = defineVariables({
  section,
  when: "secrets.mode: existing, or database.credentials: application",
  variables: {
    databasePasswordRevision: {
      type: "number",
      description:
        "Revision of the database passwords in your secrets. Raise it when one of them has changed: it is copied anew, and the pods restart.",
      default: 1,
      rules: [revisionRule("database_password_revision")],
    },
  },
});

/** Variables of the secret with Package Manager's encryption key. */
export const encryptionKeySecretVariables = defineVariables({
  section,
  when: "secrets.mode: existing",
  variables: {
    encryptionKeySecretArn: {
      type: "string",
      description:
        "ARN of the Secrets Manager secret whose value is Package Manager's encryption key: what `rspm encrypt generate` prints, hexadecimal digits without a newline.",
      example: example("encryption-key"),
      rules: secretArnRules("encryption_key_secret_arn"),
    },
    encryptionKeyRevision: {
      type: "number",
      description:
        "Revision of the encryption key. Raise it only when you have replaced the key on purpose: what Package Manager encrypted with the former is unreadable afterwards.",
      default: 1,
      rules: [revisionRule("encryption_key_revision")],
    },
  },
});
