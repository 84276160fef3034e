/** A secret in Secrets Manager, by reference. */
export interface SecretSource {
  readonly secretArn: string;
  /** Rises when the value changes; raising it copies the value anew. */
  readonly revision: number;
}

/**
 * Where passwords, encryption key and license are. `databaseMaster` is the user that makes the application's role and
 * schemas, with CREATEROLE, and CREATE on the database; without one, role and schemas exist.
 */
export type SecretsOrigin =
  | {
      /** Copied from Secrets Manager when Terraform applies. */
      readonly from: "secretsManager";
      /** Package Manager's own key, in hexadecimal digits. */
      readonly encryptionKey: SecretSource;
      /** Of the role that Package Manager logs in with: the password, or JSON with a member `password`. */
      readonly databasePassword: SecretSource;
      /** The password is stored as that of the role. @default - none: role and schemas exist */
      readonly databaseMaster?: { readonly username: string; readonly password: SecretSource };
      /** The license file. @default - none; Package Manager starts in evaluation mode */
      readonly license?: SecretSource;
    }
  | {
      /** Kept in the namespace by the user, under the names that `Secrets` gives them. */
      readonly from: "kubernetes";
      /** Raising it replaces the pods, which then read the values anew. */
      readonly revision: number;
      /** `passwordSource` says where its password is, for the user who copies it. @default - none: role and schemas exist */
      readonly databaseMaster?: { readonly username: string; readonly passwordSource: string };
      /** Whether there is a secret with the license file; without one, Package Manager starts in evaluation mode. */
      readonly license: boolean;
    };
