import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type ITerraformDependable, TerraformElement, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import type { Json } from "../../src/inspect/terraform-json";
import { synthStack } from "./synth";
import type { ILoadBalancerController } from "../../modules/load-balancer-controller";
import {
  PackageManager,
  type ChartInputs,
  type PackageManagerProps,
  type SecretsOrigin,
} from "../../modules/package-manager";

/** The reference architecture, resolved: what a plan with the variables' defaults makes of the chart's inputs. */
export const referenceInputs: ChartInputs = {
  replicas: 3,
  strategyType: "RollingUpdate",
  sandboxing: true,
  image: { repository: "posit/package-manager", tag: "2026.08.0-ubuntu-24.04" },
  initImage: "postgres:17.6-alpine",
  serviceAccount: { name: "rstudio-pm", roleArn: "arn:aws:iam::111122223333:role/ppm-package-manager" },
  url: "https://packages.example.com",
  region: "eu-central-1",
  bucketName: "ppm-111122223333-eu-central-1",
  database: {
    host: "ppm.abcdefghijkl.eu-central-1.rds.amazonaws.com",
    port: "5432",
    database: "packagemanager",
    sslMode: "verify-full",
    master: { user: "postgres_admin", password: { name: "ppm-database-master", key: "password" } },
    applicationUser: "package_manager",
    applicationPassword: { name: "ppm-secrets", key: "database-password" },
  },
  maxOpenConnections: 50,
  gitBuildConcurrency: 34,
  encryptionKey: { name: "ppm-secrets", key: "ppm-encryption-key-user" },
  license: { name: "ppm-license", key: "license.lic" },
  databaseCaConfigMap: "ppm-database-ca",
  scriptConfigMap: "ppm-database-schemas",
  secretsRevision: "1.1.1.1",
  requests: { cpu: "6000m", memory: "12288Mi", ephemeralStorage: "30Gi" },
  limits: { cpu: "14000m", memory: "24576Mi", ephemeralStorage: "40Gi" },
  preStopSeconds: 35,
  terminationGracePeriodSeconds: 95,
  targets: {
    type: "ip",
    namespace: "package-manager",
    bindingName: "rstudio-pm-01234567",
    targetGroupArn: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/ppm/0123456789abcdef",
    vpcId: "vpc-0a1b2c3d4e5f67890",
  },
  extraConfig: {},
  extraEnvironment: [],
  extraValues: {},
};

/** Everything from Secrets Manager, with a master. */
export const copiedSecrets = {
  from: "secretsManager",
  encryptionKey: { secretArn: "arn:key", revision: 1 },
  databasePassword: { secretArn: "arn:application", revision: 4 },
  databaseMaster: { username: "postgres_admin", password: { secretArn: "arn:master", revision: 3 } },
  license: { secretArn: "arn:license", revision: 2 },
} as const satisfies SecretsOrigin;

export class FakeController extends Construct implements ILoadBalancerController {
  readonly release: ITerraformDependable = new TerraformElement(this, "Release", "helm_release");
}

/** Defines the providers without which a stack with these resources does not synthesize. */
export function clusterProviders(stack: TerraformStack): void {
  new HelmProvider(stack, "Helm");
  new KubernetesProvider(stack, "Kubernetes");
}

/** Package Manager as the reference architecture has it, with literals for what another stack makes. */
export function packageManager(stack: TerraformStack, props: Partial<PackageManagerProps> = {}): PackageManager {
  clusterProviders(stack);
  return new PackageManager(stack, "PackageManager", {
    namespace: "package-manager",
    serviceAccountName: "rstudio-pm",
    roleArn: "arn:role",
    region: "eu-central-1",
    url: "https://packages.example.com",
    targets: {
      type: "ip",
      targetGroupArn: "arn:target-group",
      vpcId: "vpc-1",
      controller: new FakeController(stack, "Controller"),
      sourceCidrs: ["10.0.0.0/20", "10.0.16.0/20"],
    },
    deregistrationDelaySeconds: 30,
    databaseHost: "db.example.com",
    databasePort: 5432,
    databaseName: "packagemanager",
    databaseUsername: "package_manager",
    databaseTls: { mode: "verify-full", caBundle: "PEM" },
    databaseMaxConnections: 1802,
    maxOpenConnections: 50,
    bucketName: "packages",
    secrets: copiedSecrets,
    chartRepository: "https://charts.example.com",
    chartVersion: "0.20.4",
    imageRepository: "posit/package-manager",
    imageTag: "2026.08.0-ubuntu-24.04",
    initImage: "postgres:17.6-alpine",
    replicas: 3,
    updateStrategy: "rolling",
    gitBuildConcurrency: 34,
    cpuRequestMillicores: 6000,
    cpuLimitMillicores: 14000,
    memoryRequestMib: 12288,
    memoryLimitMib: 24576,
    ephemeralStorageRequestGib: 30,
    ephemeralStorageLimitGib: 40,
    nodeCount: 3,
    nodeCpuMillicores: 16000,
    nodeMemoryMib: 32768,
    restrictEgress: true,
    egressTcpPorts: [],
    ...props,
  });
}

export interface Evaluated {
  readonly values: Record<string, Json>;
  readonly broken: string[];
}

/** The chart's values and the messages of the preconditions that fail, as Terraform would evaluate them. */
export function evaluated(props: Partial<PackageManagerProps> = {}, runningVersion?: string): Evaluated {
  const json = synthStack((stack) => packageManager(stack, props)) as unknown as {
    locals: Record<string, Json>;
    resource: Record<string, Record<string, { lifecycle?: { precondition: Record<string, string>[] } }>>;
  };
  const evaluate = (value: Json): Json => {
    if (typeof value === "string") return evaluateTemplate(value, lookup);
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, evaluate(member)]));
  };
  const lookup = ([kind, name, ...rest]: readonly (string | number)[]): Json => {
    if (kind === "local") return evaluate(json.locals[String(name)] ?? null);
    if (kind === "terraform_data") return runningVersion === undefined ? [] : [{ output: { version: runningVersion } }];
    if (kind === "kubernetes_config_map_v1" || kind === "kubernetes_namespace_v1") return `made by ${kind}`;
    throw new Error(`no value of ${[kind, name, ...rest].join(".")}`);
  };
  const conditions = Object.values(json.resource)
    .flatMap((named) => Object.values(named))
    .flatMap(({ lifecycle }) => lifecycle?.precondition ?? []);
  return {
    values: evaluate(json.locals.package_manager_chart_values ?? null) as Record<string, Json>,
    broken: conditions
      .filter(({ condition = "" }) => evaluate(condition) !== true)
      .map(({ error_message = "" }) => String(evaluate(error_message))),
  };
}
