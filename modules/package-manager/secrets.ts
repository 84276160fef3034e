import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { EphemeralResource } from "../core";
import type { SecretKey } from "./init-container";

/** A secret in Secrets Manager, by reference. */
export interface SecretSource {
  readonly secretArn: string;
  /** Rises when the value changes; raising it copies the value anew. */
  readonly revision: number;
}

export interface SecretsProps {
  /** Name of the namespace; a reference to it, so that it is made first. */
  readonly namespace: string;
  readonly encryptionKey: SecretSource;
  readonly databasePassword: SecretSource;
  readonly databaseMasterPassword: SecretSource;
  /** @default - none, evaluation mode */
  readonly license?: SecretSource;
}

/**
 * Defines the Kubernetes secrets of Package Manager, copied from Secrets Manager when Terraform applies. The values are
 * in neither the JSON nor the plan nor the state. A value is copied again only when its revision rises.
 */
export class Secrets extends Construct {
  readonly encryptionKey: SecretKey = { name: "ppm-secrets", key: "ppm-encryption-key-user" };
  readonly databasePassword: SecretKey = { name: "ppm-secrets", key: "database-password" };
  /** A secret of its own: only the init container reads it. */
  readonly databaseMasterPassword: SecretKey = { name: "ppm-database-master", key: "password" };
  readonly license?: SecretKey;
  /** Changes when any of the values does. */
  readonly revision: string;
  /** What must exist before pods start. */
  readonly resources: SecretV1[];

  constructor(scope: Construct, id: string, props: SecretsProps) {
    super(scope, id);
    const { encryptionKey, databasePassword, databaseMasterPassword, license } = props;

    this.resources = [
      this.copy("Resource", props.namespace, [
        { id: "EncryptionKey", source: encryptionKey, target: this.encryptionKey },
        { id: "DatabasePassword", source: databasePassword, target: this.databasePassword },
      ]),
      this.copy("DatabaseMaster", props.namespace, [
        { id: "DatabaseMasterPassword", source: databaseMasterPassword, target: this.databaseMasterPassword },
      ]),
    ];
    if (license) {
      this.license = { name: "ppm-license", key: "license.lic" };
      this.resources.push(
        this.copy("License", props.namespace, [{ id: "LicenseFile", source: license, target: this.license }]),
      );
    }
    const revisions = [encryptionKey, databasePassword, databaseMasterPassword, ...(license ? [license] : [])];
    this.revision = Fn.join(
      ".",
      revisions.map(({ revision }) => Fn.tostring(revision)),
    );
  }

  /** All `parts` go into one secret, so all name the same one. Its revision is the sum of theirs: each only rises. */
  private copy(
    id: string,
    namespace: string,
    parts: { id: string; source: SecretSource; target: SecretKey }[],
  ): SecretV1 {
    const values = parts.map(({ id, source, target }) => {
      const version = new EphemeralResource(this, id, "aws_secretsmanager_secret_version", {
        secret_id: source.secretArn,
      });
      return [target.key, version.attribute("secret_string")];
    });
    return new SecretV1(this, id, {
      metadata: { name: parts[0]?.target.name, namespace },
      dataWo: Object.fromEntries(values) as Record<string, string>,
      dataWoRevision: Fn.sum(parts.map(({ source }) => source.revision)),
    });
  }
}
