import type { SecretsOrigin } from "../../modules/package-manager";
import type { Deployment } from "../config/schema";
import { kubernetesSecretsVariables } from "../variables/application-options";
import type { BaseStack } from "./base-stack";
import { type ContractValues, hasLicense, hasMaster, required } from "./contract";
import { stackNames } from "./names";

/** Where Package Manager's passwords, encryption key and license are. */
export function applicationSecrets(stack: BaseStack, deployment: Deployment, given: ContractValues): SecretsOrigin {
  const username = hasMaster(deployment) ? required(given, "databaseMasterUsername") : undefined;
  if (deployment.secrets.mode === "kubernetes") {
    return {
      from: "kubernetes",
      revision: stack.declare(kubernetesSecretsVariables).kubernetesSecretsRevision,
      databaseMaster:
        username === undefined ? undefined : { username, passwordSource: masterPasswordSource(deployment, username) },
      license: hasLicense(deployment),
    };
  }
  const secret = (secretArn: string, revision: number) => ({ secretArn, revision });
  const password = (arn: "databaseSecretArn" | "databaseMasterSecretArn") =>
    secret(required(given, arn), required(given, "databasePasswordRevision"));
  return {
    from: "secretsManager",
    encryptionKey: secret(required(given, "encryptionKeySecretArn"), required(given, "encryptionKeyRevision")),
    databasePassword: password("databaseSecretArn"),
    databaseMaster: username === undefined ? undefined : { username, password: password("databaseMasterSecretArn") },
    license: hasLicense(deployment)
      ? secret(required(given, "licenseSecretArn"), required(given, "licenseRevision"))
      : undefined,
  };
}

function masterPasswordSource(deployment: Deployment, username: string): string {
  return deployment.database.mode !== "existing"
    ? `the secret in the output database_master_secret_arn of ${stackNames(deployment).infrastructure}`
    : `of ${username}; with "property: password" where the secret is JSON`;
}
