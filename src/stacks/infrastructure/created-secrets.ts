import {
  GeneratedKey,
  GeneratedPassword,
  GivenSecret,
  type ISecret,
  type IWriteOnlySecret,
  Secret,
  type SecretProps,
} from "../../../modules/secret";
import {
  existingLicenseVariables,
  generatedEncryptionKeyVariables,
  generatedPasswordVariables,
  givenEncryptionKeyVariables,
  licenseVariables,
  secretVariables,
} from "../../variables/secret";
import { type Context, encryptionKey } from "./context";
import { type DatabasePasswords, existingMasterPassword, existingPasswords, leaveReading } from "./existing-secrets";
import type { Secrets } from "./secrets";

/** Secrets made here in Secrets Manager; those of a database that exists may be the user's. */
export function createdSecrets(context: Context): Secrets {
  const common = secretDefaults(context);
  return {
    ...passwords(context, common),
    encryptionKey: packageManagerKey(context, common("encryption-key", "Package Manager's encryption key")),
    license: license(context, common("license", "Package Manager's license file")),
  };
}

type Defaults = (what: string, description: string) => SecretProps;

/** What the secrets made here share. */
export function secretDefaults(context: Context): Defaults {
  const { stack, deployment, name } = context;
  const { secretRecoveryWindowDays } = stack.declare(secretVariables);
  const key = encryptionKey(context, "SecretsKey", {
    purpose: "secrets",
    alias: "secrets",
    description: "Package Manager's secrets in Secrets Manager",
  });
  return (what, description) => ({
    namePrefix: `${name}/${what}-`,
    description,
    encryptionKey: key,
    recoveryWindowDays: secretRecoveryWindowDays,
    protection: deployment.protection,
  });
}

/** The password of a server that is made here. */
export function generatedMasterPassword({ stack }: Context, common: Defaults, revision: number): IWriteOnlySecret {
  return new GeneratedPassword(stack, "DatabaseMasterPassword", {
    ...common("database-master-password", "Password of the database's master user"),
    revision,
  });
}

function passwords(context: Context, common: Defaults): DatabasePasswords {
  const { stack, deployment } = context;
  const { database } = deployment;
  if (database.mode === "existing" && database.credentials === "application") {
    const given = existingPasswords(context);
    leaveReading(context, [given.databasePassword]);
    return given;
  }

  const { databasePasswordRevision: revision } = stack.declare(generatedPasswordVariables);
  const databasePassword = new GeneratedPassword(stack, "DatabasePassword", {
    ...common("database-password", "Password of Package Manager's own user of the database"),
    revision,
  });
  if (database.mode === "existing") {
    const databaseMasterPassword = existingMasterPassword(context, revision);
    leaveReading(context, [databaseMasterPassword]);
    return { databaseMasterPassword, databasePassword };
  }
  const newServerPassword = generatedMasterPassword(context, common, revision);
  return { newServerPassword, databaseMasterPassword: newServerPassword, databasePassword };
}

function packageManagerKey({ stack, deployment }: Context, common: SecretProps): ISecret {
  // The same id for both, so that a user's own key goes into the secret that is there.
  const id = "EncryptionKey";
  switch (deployment.packageManager.encryptionKey) {
    case "generate":
      return new GeneratedKey(stack, id, {
        ...common,
        bytes: stack.declare(generatedEncryptionKeyVariables).encryptionKeyBytes,
      });
    case "given": {
      const given = stack.declare(givenEncryptionKeyVariables);
      return new GivenSecret(stack, id, {
        ...common,
        value: given.encryptionKey,
        variableName: "encryption_key",
        revision: given.encryptionKeyRevision,
      });
    }
  }
}

function license({ stack, deployment }: Context, common: SecretProps): ISecret | undefined {
  const id = "License";
  switch (deployment.packageManager.license) {
    case "variable": {
      const given = stack.declare(licenseVariables);
      return new GivenSecret(stack, id, {
        ...common,
        value: given.license,
        variableName: "license",
        revision: given.licenseRevision,
      });
    }
    case "existingSecret": {
      const given = stack.declare(existingLicenseVariables);
      return Secret.fromAttributes(stack, id, { secretArn: given.licenseSecretArn, revision: given.licenseRevision });
    }
    case "evaluation":
      return undefined;
  }
}
