import { gcfg, type Config } from "./gcfg";
import {
  databaseCaFile,
  databaseCaMount,
  databaseCaPath,
  fromSecret,
  schemaInitContainer,
  scriptVolume,
  type EnvironmentVariable,
  type PostgresServer,
  type SecretKey,
} from "./init-container";
import { appendedValuePaths } from "./owned";
import { containerSecurityContext, noTokenMount, noTokenVolume } from "./pod-security";
import { type PrometheusInputs, prometheusRule, serviceMonitor } from "./prometheus";
import { schemas } from "./schema-script";
import { type ChartTargets, servicePort, targetGroupBinding } from "./target-group-binding";

/** Name of the release, and so of the chart's Deployment, Service and ConfigMap. */
export const releaseName = "rstudio-pm";

const startup = { initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 30 };

/** Time that a pod may take to start: `startupProbe` gives up after it. */
export const startupWindowSeconds = startup.initialDelaySeconds + startup.periodSeconds * startup.failureThreshold;

const containerPort = 4242;

/** What the values are made of. Text and numbers may be Terraform tokens; what decides the shape may not. */
export interface ChartInputs {
  readonly replicas: number;
  readonly strategyType: string;
  readonly sandboxing: boolean;
  readonly image: { readonly repository: string; readonly tag: string; readonly pullSecret?: string };
  readonly initImage: string;
  readonly serviceAccount: { readonly name: string; readonly roleArn?: string };
  readonly url: string;
  readonly region: string;
  readonly bucketName: string;
  /** A list of one, or of none where all of the bucket is Package Manager's. */
  readonly bucketPrefix?: string[];
  readonly clientSideKey?: { readonly arn: string; readonly setting: string };
  readonly database: PostgresServer;
  readonly maxOpenConnections: number;
  readonly gitBuildConcurrency: number;
  readonly encryptionKey: SecretKey;
  readonly license?: SecretKey;
  readonly databaseCaConfigMap?: string;
  readonly scriptConfigMap: string;
  readonly secretsRevision: string;
  /** `{ cpu: "6000m", memory: "12288Mi", ephemeralStorage: "30Gi" }` */
  readonly requests: ContainerResources;
  readonly limits: ContainerResources;
  readonly preStopSeconds: number;
  readonly terminationGracePeriodSeconds: number;
  readonly targets: ChartTargets;
  readonly proxy?: { readonly httpsProxy: string; readonly noProxy: string };
  readonly prometheus?: PrometheusInputs;
  readonly extraConfig: Config;
  readonly extraEnvironment: readonly EnvironmentVariable[];
  readonly extraValues: Readonly<Record<string, unknown>>;
}

export interface ContainerResources {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

type Values = Record<string, unknown>;

/** Returns the values of the `rstudio-pm` chart. Pure: the same inputs give the same values. */
export function chartValues(inputs: ChartInputs): Values {
  return mergeValues(ownValues(inputs), inputs.extraValues);
}

function ownValues(inputs: ChartInputs): Values {
  const { serviceAccount, image } = inputs;
  const verified = inputs.database.sslMode === "verify-full";
  return {
    replicas: inputs.replicas,
    strategy: { type: inputs.strategyType, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    enableSandboxing: inputs.sandboxing,
    image: {
      repository: image.repository,
      tag: image.tag,
      ...(image.pullSecret && { imagePullSecrets: [{ name: image.pullSecret }] }),
    },
    serviceAccount: {
      create: true,
      name: serviceAccount.name,
      ...(serviceAccount.roleArn && { annotations: { "eks.amazonaws.com/role-arn": serviceAccount.roleArn } }),
    },
    ...(inputs.license && { license: { file: { secret: inputs.license.name, secretKey: inputs.license.key } } }),
    service: {
      port: servicePort,
      targetPort: containerPort,
      ...(inputs.targets.type === "node"
        ? { type: "NodePort", nodePort: inputs.targets.nodePort }
        : { type: "ClusterIP" }),
    },
    pod: {
      port: containerPort,
      env: environment(inputs),
      // The chart's checksums cover its own configuration only: without this a changed secret restarts nothing.
      annotations: { "package-manager/secrets-revision": inputs.secretsRevision },
      // A pod that ends still gets requests until the load balancer has let go of it.
      lifecycle: { preStop: { sleep: { seconds: inputs.preStopSeconds } } },
      terminationGracePeriodSeconds: inputs.terminationGracePeriodSeconds,
      volumes: [scriptVolume(inputs.scriptConfigMap), noTokenVolume, ...(verified ? [databaseCaVolume(inputs)] : [])],
      volumeMounts: [noTokenMount, ...(verified ? [databaseCaMount] : [])],
      // A sandbox of Git builds makes namespaces of its own, which the default profile forbids.
      containerSecurityContext: containerSecurityContext(inputs.sandboxing ? "Unconfined" : "RuntimeDefault"),
    },
    resources: {
      requests: { enabled: true, ...inputs.requests },
      limits: { enabled: true, ...inputs.limits },
    },
    startupProbe: probe("/__api__/status", startup),
    readinessProbe: probe("/__ping__", { initialDelaySeconds: 3, periodSeconds: 3, failureThreshold: 3 }),
    livenessProbe: probe("/__ping__", { initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 6 }),
    initContainers: [schemaInitContainer(inputs.initImage, inputs.database)],
    topologySpreadConstraints: topologySpread(),
    // Pods that are broken anyway do not keep a node from being replaced.
    podDisruptionBudget: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
    config: config(inputs),
    ...(inputs.prometheus && { serviceMonitor: serviceMonitor(inputs.prometheus) }),
    ...extraObjects(inputs),
  };
}

/** What the release has beside the chart's own objects. */
function extraObjects({ targets, prometheus }: ChartInputs): Values {
  const objects = [
    ...(targets.type === "ip" ? [targetGroupBinding(releaseName, targets)] : []),
    ...(prometheus ? [prometheusRule(releaseName, prometheus)] : []),
  ];
  return objects.length > 0 ? { extraObjects: objects } : {};
}

function databaseCaVolume({ databaseCaConfigMap }: ChartInputs): Values {
  return { name: databaseCaMount.name, configMap: { name: databaseCaConfigMap } };
}

function environment(inputs: ChartInputs): EnvironmentVariable[] {
  const { applicationPassword } = inputs.database;
  return [
    fromSecret("PACKAGEMANAGER_ENCRYPTION_KEY", inputs.encryptionKey),
    fromSecret("PACKAGEMANAGER_POSTGRES_PASSWORD", applicationPassword),
    // Does not reliably default to the other.
    fromSecret("PACKAGEMANAGER_POSTGRES_USAGEDATAPASSWORD", applicationPassword),
    ...proxyEnvironment(inputs),
    ...inputs.extraEnvironment,
  ];
}

/** Git and R read the names in lower case, Package Manager reads either. */
function proxyEnvironment({ proxy }: ChartInputs): EnvironmentVariable[] {
  if (!proxy) return [];
  const variables = { HTTP_PROXY: proxy.httpsProxy, HTTPS_PROXY: proxy.httpsProxy, NO_PROXY: proxy.noProxy };
  return Object.entries(variables).flatMap(([name, value]) => [
    { name, value },
    { name: name.toLowerCase(), value },
  ]);
}

function config(inputs: ChartInputs): Values {
  const { clientSideKey } = inputs;
  const [section = "", key = ""] = clientSideKey?.setting.split(".") ?? [];
  const own: Values = {
    Server: { Address: inputs.url },
    HTTP: { Listen: `:${containerPort}` },
    Database: { Provider: "postgres" },
    Postgres: {
      URL: databaseUrl(inputs.database, schemas.metadata),
      UsageDataURL: databaseUrl(inputs.database, schemas.usageData),
    },
    PostgresPool: { MaxOpenConnections: inputs.maxOpenConnections },
    Storage: { Default: "s3" },
    S3Storage: {
      Bucket: inputs.bucketName,
      Region: inputs.region,
      ...(inputs.bucketPrefix && { Prefix: inputs.bucketPrefix }),
    },
    Git: { BuildConcurrency: inputs.gitBuildConcurrency },
    Metrics: { Enabled: true },
  };
  const withKey = clientSideKey ? mergeValues(own, { [section]: { [key]: clientSideKey.arn } }) : own;
  return mergeValues(withKey, gcfg(inputs.extraConfig));
}

/** Both URLs need `sslmode`: without it in the second, starts against RDS crashed. */
function databaseUrl(server: PostgresServer, schema: string): string {
  const rootCertificate = server.sslMode === "verify-full" ? `&sslrootcert=${databaseCaPath}/${databaseCaFile}` : "";
  return (
    `postgres://${server.applicationUser}@${server.host}:${server.port}/${server.database}` +
    `?options=-csearch_path=${schema}&sslmode=${server.sslMode}${rootCertificate}`
  );
}

function probe(path: string, times: Record<string, number>): Values {
  return { enabled: true, httpGet: { path, port: containerPort }, timeoutSeconds: 5, ...times };
}

/**
 * The reference architecture's rule first. `nodeTaintsPolicy` and `matchLabelKeys` are added to it, so that neither a
 * cordoned node nor the pods of the previous revision keep a pod pending.
 */
function topologySpread(): Values[] {
  const selector = {
    labelSelector: { matchLabels: { "app.kubernetes.io/name": "rstudio-pm" } },
    matchLabelKeys: ["pod-template-hash"],
    nodeTaintsPolicy: "Honor",
  };
  return [
    { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule", ...selector },
    { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway", ...selector },
  ];
}

/** Merges maps, appends the lists of {@link appendedValuePaths}, and else takes what is added. */
function mergeValues(own: Values, added: Readonly<Values>, path: readonly string[] = []): Values {
  const merged = { ...own };
  for (const [key, value] of Object.entries(added)) {
    const here = [...path, key];
    const ours = merged[key];
    const appended = (appendedValuePaths as readonly string[]).includes(here.join("."));
    if (isMap(ours) && isMap(value)) merged[key] = mergeValues(ours, value, here);
    else if (appended && Array.isArray(ours) && Array.isArray(value))
      merged[key] = [...(ours as unknown[]), ...(value as unknown[])];
    else merged[key] = value;
  }
  return merged;
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
