import { containerSecurityContext, noTokenMount } from "./pod-security";
import { schemaScriptEntry } from "./schema-script";

/** One entry of a container's `env`. */
export type EnvironmentVariable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: { readonly secretKeyRef: SecretKey } };

/** A key of a Kubernetes secret in the pod's namespace. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** How PostgreSQL is reached. */
export interface PostgresServer {
  readonly host: string;
  /** As text, since it goes into URLs. */
  readonly port: string;
  readonly database: string;
  readonly sslMode: "verify-full" | "require";
  /** Makes the application's role and schemas. @default - none: both exist */
  readonly master?: { readonly user: string; readonly password: SecretKey };
  readonly applicationUser: string;
  readonly applicationPassword: SecretKey;
}

/** Where the CA bundle is mounted, in the init container and in Package Manager's. */
export const databaseCaPath = "/etc/database-ca";
/** File in the CA's ConfigMap. */
export const databaseCaFile = "ca.pem";
export const databaseCaMount = { name: "database-ca", mountPath: databaseCaPath, readOnly: true };

const scriptMount = { name: "database-schemas", mountPath: "/etc/database-schemas", readOnly: true };

/** Returns the volume of the schema script. */
export function scriptVolume(configMap: string): Record<string, unknown> {
  return { name: scriptMount.name, configMap: { name: configMap } };
}

/**
 * Returns the init container that makes the application's role and schemas, or, without a master, checks them. It needs
 * `sh` and `psql`, version 10 or later.
 */
export function schemaInitContainer(image: string, server: PostgresServer): Record<string, unknown> {
  const verified = server.sslMode === "verify-full";
  return {
    name: "database-schemas",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["sh", `${scriptMount.mountPath}/${schemaScriptEntry}`],
    env: [
      { name: "PGHOST", value: server.host },
      { name: "PGPORT", value: server.port },
      { name: "PGDATABASE", value: server.database },
      { name: "PGSSLMODE", value: server.sslMode },
      ...(verified ? [{ name: "PGSSLROOTCERT", value: `${databaseCaPath}/${databaseCaFile}` }] : []),
      { name: "PGCONNECT_TIMEOUT", value: "10" },
      { name: "MASTER_USER", value: server.master?.user ?? "" },
      ...(server.master ? [fromSecret("MASTER_PASSWORD", server.master.password)] : []),
      { name: "APPLICATION_USER", value: server.applicationUser },
      fromSecret("APPLICATION_PASSWORD", server.applicationPassword),
    ],
    securityContext: {
      ...containerSecurityContext("RuntimeDefault"),
      readOnlyRootFilesystem: true,
    },
    resources: {
      requests: { cpu: "50m", memory: "64Mi", "ephemeral-storage": "16Mi" },
      limits: { cpu: "500m", memory: "128Mi", "ephemeral-storage": "64Mi" },
    },
    volumeMounts: [scriptMount, noTokenMount, ...(verified ? [databaseCaMount] : [])],
  };
}

/** Returns an `env` entry that reads a Kubernetes secret. */
export function fromSecret(name: string, key: SecretKey): EnvironmentVariable {
  return { name, valueFrom: { secretKeyRef: { name: key.name, key: key.key } } };
}
