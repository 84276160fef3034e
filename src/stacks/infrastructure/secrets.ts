import {
  GeneratedKey,
  GeneratedPassword,
  GivenSecret,
  type ISecret,
  type IWriteOnlySecret,
  Secret,
} from "../../../modules/secret";
import {
  existingLicenseVariables,
  generatedEncryptionKeyVariables,
  givenEncryptionKeyVariables,
  licenseVariables,
  secretVariables,
} from "../../variables/secret";
import { type Context, encryptionKey } from "./context";
import { existingSecrets } from "./existing-secrets";

export interface Secrets {
  /** Absent where the application's role and schemas exist. A server made here gets its value. */
  readonly databaseMasterPassword?: IWriteOnlySecret;
  /** Absent, as the following, where the application's secrets are in Kubernetes. */
  readonly databasePassword?: ISecret;
  readonly encryptionKey?: ISecret;
  /** Absent in evaluation mode, too. */
  readonly license?: ISecret;
}

/** Everything that the application reads from Secrets Manager. */
export function secrets(context: Context): Secrets {
  if (context.deployment.secrets.mode !== "create") return existingSecrets(context);
  const { stack, deployment, name } = context;
  const { secretRecoveryWindowDays, databasePasswordRevision } = stack.declare(secretVariables);
  const key = encryptionKey(context, "SecretsKey", {
    alias: "secrets",
    description: "Package Manager's secrets in Secrets Manager",
  });
  const common = (what: string, description: string) => ({
    namePrefix: `${name}/${what}-`,
    description,
    encryptionKey: key,
    recoveryWindowDays: secretRecoveryWindowDays,
    protection: deployment.protection,
  });

  return {
    databaseMasterPassword: new GeneratedPassword(stack, "DatabaseMasterPassword", {
      ...common("database-master-password", "Password of the database's master user"),
      revision: databasePasswordRevision,
    }),
    databasePassword: new GeneratedPassword(stack, "DatabasePassword", {
      ...common("database-password", "Password of Package Manager's own user of the database"),
      revision: databasePasswordRevision,
    }),
    encryptionKey: packageManagerKey(context, common("encryption-key", "Package Manager's encryption key")),
    license: license(context, common("license", "Package Manager's license file")),
  };
}

type Common = ConstructorParameters<typeof GeneratedKey>[2];

function packageManagerKey({ stack, deployment }: Context, common: Common): ISecret {
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

function license({ stack, deployment }: Context, common: Common): ISecret | undefined {
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
