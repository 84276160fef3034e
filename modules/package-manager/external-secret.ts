/** One key of a Kubernetes secret. */
export interface ExternalKey {
  readonly key: string;
  /** What its value is, on one line. */
  readonly holds: string;
}

/**
 * Returns the manifest, YAML, by which External Secrets keeps a Kubernetes secret. What only the user knows is in
 * capitals: the store, and the name that each value has there.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function externalSecret(namespace: string, name: string, keys: readonly ExternalKey[]): string {
  return [
    "apiVersion: external-secrets.io/v1",
    "kind: ExternalSecret",
    "metadata:",
    `  name: ${name}`,
    `  namespace: ${namespace}`,
    "spec:",
    "  refreshInterval: 1h",
    "  secretStoreRef: { kind: ClusterSecretStore, name: STORE }",
    `  target: { name: ${name} }`,
    "  data:",
    ...keys.flatMap(({ key, holds }) => [
      `    - secretKey: ${key} # ${holds}`,
      `      remoteRef: { key: ${remoteName(name, key)} }`,
    ]),
  ].join("\n");
}

function remoteName(name: string, key: string): string {
  return `${name}_${key}`.toUpperCase().replaceAll(/[^A-Z]+/g, "_");
}
