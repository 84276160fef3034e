/*
 * What the generator sets itself, so that `extraConfig`, `extraEnvFromSecret` and `extraValues` cannot silently override
 * it. Each entry says what to do instead. A test compares these lists with what `chartValues` sets.
 */

const loadBalancer = "it follows the load balancer";
const databaseOfStack = "it follows the database of the infrastructure stack";
const bucketOfStack = "it follows the bucket of the infrastructure stack";
const noSecretInValues = "a secret in the values would be stored in Terraform's state";

/**
 * Setting that gives Package Manager the KMS key with which it encrypts objects itself, as `Section.Key`.
 *
 * Unverified: Posit documents the feature, not this name in a page that could be read. The only place that knows it.
 */
export const defaultClientSideKeySetting = "S3Storage.KMSKeyID";

/** Settings of rstudio-pm.gcfg, `Section.Key`, that `extraConfig` may not set. */
export const ownedConfigKeys: Readonly<Record<string, string>> = {
  "Server.Address": loadBalancer,
  "HTTP.Listen": loadBalancer,
  "Database.Provider": databaseOfStack,
  "Postgres.URL": databaseOfStack,
  "Postgres.UsageDataURL": databaseOfStack,
  "Postgres.Password": noSecretInValues,
  "Postgres.UsageDataPassword": noSecretInValues,
  "PostgresPool.MaxOpenConnections": "set the variable `max_open_connections`",
  "Storage.Default": bucketOfStack,
  "S3Storage.Bucket": bucketOfStack,
  "S3Storage.Region": bucketOfStack,
  "Git.BuildConcurrency": "set the variable `git_build_concurrency`",
  "Git.AllowUnsandboxedGitBuilds": "set packageManager.sandboxing",
  "Metrics.Enabled": "the chart's service and probes need it",
};

/** Likewise, where the bucket's prefix is given. Without, all of the bucket may be divided up freely. */
export const ownedPrefix: Owned = { name: "S3Storage.Prefix", instead: "set the variable `bucket_prefix`" };

/** Values of the chart, by path, that `extraValues` may not set, nor anything below or above them. */
export const ownedValuePaths: Readonly<Record<string, string>> = {
  config: "use packageManager.extraConfig",
  replicas: "set the variable `replicas`",
  "strategy.type": "set the variable `update_strategy`",
  "strategy.rollingUpdate": "set the variable `update_strategy`",
  enableSandboxing: "set packageManager.sandboxing",
  "image.repository": "set the variable `image_repository`",
  "image.tag": "set the variable `image_tag`",
  "image.imagePullSecrets": "set packageManager.imagePullSecret",
  license: "set packageManager.license",
  nameOverride: "the topology spread, the service and its target group binding rely on the chart's name",
  fullnameOverride: "the topology spread, the service and its target group binding rely on the chart's name",
  versionOverride: "set the variable `image_tag`",
  rstudioPMKey: noSecretInValues,
  awsAccessKeyId: noSecretInValues,
  awsSecretAccessKey: noSecretInValues,
  sharedStorage: "S3 and PostgreSQL hold all data",
  "serviceAccount.create": "the IAM role trusts this service account",
  "serviceAccount.name": "the IAM role trusts this service account",
  "serviceAccount.annotations": "the IAM role is set there",
  "pod.serviceAccountName": "the IAM role trusts another service account",
  "pod.env": "use packageManager.extraEnvFromSecret, or packageManager.extraConfig for settings",
  "pod.annotations": "the revision of the secrets is kept there",
  "pod.lifecycle": "it follows the load balancer's deregistration delay",
  "pod.terminationGracePeriodSeconds": "it follows the load balancer's deregistration delay",
  "pod.port": loadBalancer,
  "pod.containerSecurityContext": "the Pod Security level of the namespace follows packageManager.sandboxing",
  service: loadBalancer,
  "resources.requests":
    "set the variables `cpu_request_millicores`, `memory_request_mib`, `ephemeral_storage_request_gib`",
  "resources.limits": "set the variables `cpu_limit_millicores`, `memory_limit_mib`, `ephemeral_storage_limit_gib`",
  startupProbe: "the release's timeout follows it",
  readinessProbe: loadBalancer,
  "livenessProbe.enabled": "Kubernetes must notice a pod that hangs",
  initContainers: "the init container makes the database's role and schemas",
  topologySpreadConstraints: "the reference architecture sets it",
  "serviceMonitor.enabled": "set monitoring.serviceMonitor",
  "serviceMonitor.additionalLabels": "set the variable `prometheus_labels`",
  podDisruptionBudget: "the reference architecture keeps all but one pod up",
};

/** Lists to which `extraValues` appends, since Helm would replace them. */
export const appendedValuePaths = ["pod.volumes", "pod.volumeMounts", "extraObjects"] as const;

/** Environment variables, other than those of {@link ownedConfigKeys}, that `extraEnvFromSecret` may not set. */
export const ownedEnvironment: Readonly<Record<string, string>> = {
  PACKAGEMANAGER_ENCRYPTION_KEY: "set packageManager.encryptionKey",
};

/** Set, in upper and lower case, where there is an outbound proxy. */
export const proxyVariables: readonly string[] = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

/** An owned thing that was given, and what to do instead. */
export interface Owned {
  readonly name: string;
  readonly instead: string;
}

/** Finds `section.key` among {@link ownedConfigKeys}. Package Manager ignores upper and lower case in both. */
export function ownedConfigKey(section: string, key: string): Owned | undefined {
  const wanted = `${section}.${key}`.toLowerCase();
  return find(ownedConfigKeys, (name) => name.toLowerCase() === wanted);
}

/** Finds an environment variable among those that set an owned setting. */
export function ownedEnvironmentVariable(variable: string): Owned | undefined {
  const wanted = variable.toUpperCase();
  return (
    find(ownedEnvironment, (name) => name === wanted) ??
    find(ownedConfigKeys, (name) => environmentVariable(name) === wanted)
  );
}

/** Finds each owned path that `values` sets, is part of, or contains; and each that would replace an appended list. */
export function ownedValues(values: Readonly<Record<string, unknown>>): Owned[] {
  const owned = Object.entries(ownedValuePaths)
    .filter(([path]) => touches(values, path.split(".")))
    .map(([name, instead]) => ({ name, instead }));
  const replaced = appendedValuePaths
    .filter((path) => touches(values, path.split(".")) && !Array.isArray(valueAt(values, path.split("."))))
    .map((name) => ({ name, instead: "give a list, which is added to the one of this app" }));
  return [...owned, ...replaced];
}

/** `PostgresPool.MaxOpenConnections` → `PACKAGEMANAGER_POSTGRESPOOL_MAXOPENCONNECTIONS`. */
export function environmentVariable(configKey: string): string {
  return `PACKAGEMANAGER_${configKey.replace(".", "_").toUpperCase()}`;
}

/** Whether `path`, or something above it that is not a map, is set. */
function touches(value: unknown, [head, ...rest]: readonly string[]): boolean {
  if (head === undefined) return true;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
  return head in value && touches((value as Record<string, unknown>)[head], rest);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((map, key) => (map as Record<string, unknown> | undefined)?.[key], value);
}

function find(owned: Readonly<Record<string, string>>, matches: (name: string) => boolean): Owned | undefined {
  const found = Object.entries(owned).find(([name]) => matches(name));
  return found && { name: found[0], instead: found[1] };
}
