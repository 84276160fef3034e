import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { EphemeralResource, leaveToUser, passwordIn } from "../core";
import { externalSecret } from "./external-secret";
import type { SecretKey } from "./init-container";
import type { SecretsOrigin, SecretSource } from "./secrets-origin";

export interface SecretsProps {
  /** Name of the namespace; a reference to it, so that it is made first. */
  readonly namespace: string;
  /** The same name, as messages show it. */
  readonly namespaceName: string;
  readonly origin: SecretsOrigin;
}

type Origin<F extends SecretsOrigin["from"]> = Extract<SecretsOrigin, { from: F }>;

/** One value on its way into a Kubernetes secret. */
interface Part {
  readonly id: string;
  readonly source: SecretSource;
  readonly target: SecretKey;
  /** Whether the value may be JSON with a member `password`. */
  readonly isPassword?: boolean;
}

/**
 * Defines the Kubernetes secrets of Package Manager, copied from Secrets Manager when Terraform applies. The values are
 * in neither the JSON nor the plan nor the state. A value is copied again only when its revision rises.
 *
 * Secrets that the user keeps in Kubernetes are only named, and how they must look is left to the user.
 */
export class Secrets extends Construct {
  readonly encryptionKey: SecretKey = { name: "ppm-secrets", key: "ppm-encryption-key-user" };
  readonly databasePassword: SecretKey = { name: "ppm-secrets", key: "database-password" };
  /** A secret of its own: only the init container reads it. There is none without a master. */
  readonly databaseMasterPassword: SecretKey = { name: "ppm-database-master", key: "password" };
  readonly license?: SecretKey;
  /** Changes when any of the values does. */
  readonly revision: string;
  /** What must exist before pods start. */
  readonly resources: SecretV1[] = [];

  constructor(scope: Construct, id: string, props: SecretsProps) {
    super(scope, id);
    const { origin } = props;
    if (origin.license) this.license = { name: "ppm-license", key: "license.lic" };
    switch (origin.from) {
      case "secretsManager":
        this.revision = this.copyAll(props.namespace, origin);
        break;
      case "kubernetes":
        this.revision = Fn.tostring(origin.revision);
        this.leaveAll(props.namespaceName, origin);
    }
  }

  private copyAll(namespace: string, origin: Origin<"secretsManager">): string {
    const { encryptionKey, databasePassword, databaseMaster, license } = origin;
    this.copy("Resource", namespace, [
      { id: "EncryptionKey", source: encryptionKey, target: this.encryptionKey },
      { id: "DatabasePassword", source: databasePassword, target: this.databasePassword, isPassword: true },
    ]);
    if (databaseMaster) {
      const { password: source } = databaseMaster;
      this.copy("DatabaseMaster", namespace, [
        { id: "DatabaseMasterPassword", source, target: this.databaseMasterPassword, isPassword: true },
      ]);
    }
    if (license && this.license) {
      this.copy("License", namespace, [{ id: "LicenseFile", source: license, target: this.license }]);
    }
    const sources = [encryptionKey, databasePassword, databaseMaster?.password, license];
    return Fn.join(
      ".",
      sources.flatMap((source) => (source ? [Fn.tostring(source.revision)] : [])),
    );
  }

  /** All `parts` go into one secret, so all name the same one. Its revision is the sum of theirs: each only rises. */
  private copy(id: string, namespace: string, parts: Part[]): void {
    const values = parts.map(({ id, source, target, isPassword }) => {
      const version = new EphemeralResource(this, id, "aws_secretsmanager_secret_version", {
        secret_id: source.secretArn,
      });
      const value = version.attribute("secret_string");
      return [target.key, isPassword ? passwordIn(value) : value];
    });
    this.resources.push(
      new SecretV1(this, id, {
        metadata: { name: parts[0]?.target.name, namespace },
        dataWo: Object.fromEntries(values) as Record<string, string>,
        dataWoRevision: Fn.sum(parts.map(({ source }) => source.revision)),
      }),
    );
  }

  private leaveAll(namespace: string, { databaseMaster }: Origin<"kubernetes">): void {
    const keys = [
      { ...this.encryptionKey, holds: "Package Manager's encryption key, hexadecimal digits without a newline" },
      { ...this.databasePassword, holds: "the password of the database role" },
      ...(databaseMaster
        ? [{ ...this.databaseMasterPassword, holds: `the master user's password: ${databaseMaster.passwordSource}` }]
        : []),
      ...(this.license ? [{ ...this.license, holds: "the contents of the license file" }] : []),
    ];
    for (const name of new Set(keys.map((key) => key.name))) {
      leaveToUser(this, {
        what:
          `Keep the Kubernetes secret ${name} in the namespace ${namespace}, which the first apply makes and then waits ` +
          "ten minutes for the pods. With External Secrets it comes from the following, with your own values for the capitals",
        text: externalSecret(
          namespace,
          name,
          keys.filter((key) => key.name === name),
        ),
      });
    }
  }
}
