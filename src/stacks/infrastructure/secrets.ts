import type { ISecret } from "../../../modules/secret";
import type { Context } from "./context";
import { createdSecrets } from "./created-secrets";
import { type DatabasePasswords, existingSecrets } from "./existing-secrets";
import { kubernetesSecrets } from "./kubernetes-secrets";

export interface Secrets extends DatabasePasswords {
  /** Absent where the application's secrets are in Kubernetes. */
  readonly encryptionKey?: ISecret;
  /** As the key, and absent in evaluation mode, too. */
  readonly license?: ISecret;
}

/** Everything that the application reads from Secrets Manager, made here or brought by the user. */
export function secrets(context: Context): Secrets {
  switch (context.deployment.secrets.mode) {
    case "create":
      return createdSecrets(context);
    case "existing":
      return existingSecrets(context);
    case "kubernetes":
      return kubernetesSecrets(context);
  }
}
