import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDeployment } from "../../src/config/parse";
import { deploymentSchema, type Deployment } from "../../src/config/schema";
import { type Synthesized, synthesizeDeployment } from "../../src/inspect/synthesized";

/**
 * Deployments that between them turn every option on. The first is the reference architecture: no deployment file at all.
 */
const given = {
  reference: {},
  private: {
    name: "private",
    protection: false,
    network: { mode: "create", zones: 2, natGateways: "single", interfaceEndpoints: true },
    cluster: { mode: "create", endpointAccess: "public", nodes: "autoscaling" },
    identity: "podIdentity",
    bucket: { mode: "create", clientSideEncryption: true, clientSideKeySetting: "S3Storage.ClientKey" },
    loadBalancer: {
      mode: "create",
      scheme: "internal",
      targets: "ip",
      tls: { mode: "certificate", dnsRecord: true },
      waf: true,
    },
    monitoring: { containerInsights: true, serviceMonitor: true },
    packageManager: {
      license: "existingSecret",
      encryptionKey: "given",
      sandboxing: false,
      databaseCa: "given",
      outboundProxy: true,
      imagePullSecret: true,
      extraConfig: { Server: { DataDirMode: "0700" }, CRAN: { SyncLimits: ["a", "b"] } },
      extraEnvFromSecret: [{ name: "PACKAGEMANAGER_OPENIDCONNECT_CLIENTSECRET", secret: "oidc", key: "client-secret" }],
      extraValues: { pod: { labels: { team: "data" } } },
    },
    state: {
      backend: "s3",
      bucket: "states",
      region: "eu-central-1",
      keyPrefix: "package-manager/",
      kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d",
      roleArn: "arn:aws:iam::111122223333:role/terraform",
    },
    handover: "variables",
    clusterLogin: "exec",
  },
  sixZones: {
    name: "six-zones",
    network: { mode: "create", zones: 6 },
    loadBalancer: { mode: "create", targets: "node", tls: { mode: "none" } },
    packageManager: { license: "evaluation", databaseTls: "require" },
  },
  // Parts that exist, by the choices that no example makes.
  brought: {
    name: "brought",
    network: { mode: "existing", publicSubnets: false },
    cluster: { mode: "existing", nodes: "autoMode" },
    database: { mode: "existing", credentials: "master", securityGroup: false },
    bucket: { mode: "existing", customerKey: false, clientSideEncryption: true },
    keys: { mode: "existing" },
    iam: { mode: "existing" },
    secrets: { mode: "existing" },
    loadBalancer: { mode: "create", scheme: "internal", tls: { mode: "certificate" }, hostedZone: "otherAccount" },
    packageManager: { databaseCa: "given" },
    state: {
      backend: "cloud",
      organization: "example",
      workspaces: { infrastructure: "ppm-aws", application: "ppm", workspaces: "ppm-hcp" },
    },
  },
  // A second deployment beside another, on the same cluster and load balancer, whose rules are there.
  second: {
    name: "second",
    network: { mode: "existing" },
    cluster: { mode: "existing", controller: "installed" },
    iam: { mode: "existing" },
    keys: { mode: "existing" },
    secrets: { mode: "existing" },
    database: { mode: "existing", credentials: "application", securityGroup: false },
    bucket: { mode: "existing" },
    loadBalancer: { mode: "existing", attach: "targetGroup", securityGroupRules: false },
  },
  restored: {
    name: "restored",
    database: { mode: "restore", from: "snapshot" },
    backup: { mode: "create", copy: "otherRegion" },
  },
  restoredToTime: {
    name: "restored-to-time",
    database: { mode: "restore", from: "pointInTime" },
    keys: { mode: "existing" },
    iam: { mode: "existing" },
    identity: "podIdentity",
    protection: false,
    backup: { mode: "create", vaultLock: false, copy: "otherRegion" },
  },
  ownCertificate: {
    name: "own-certificate",
    backup: { mode: "create" },
    bucket: { mode: "create", clientSideEncryption: true },
    loadBalancer: { mode: "create", targets: "node", tls: { mode: "certificate", dnsRecord: false }, waf: true },
    identity: "podIdentity",
  },
} as const;

/** Folder of the files that users start from. */
export const examplesFolder = join(__dirname, "../../examples");

/** The deployments of every example: its name, and of each deployment in a file of several, `FILE NAME`. */
function examples(): [string, Deployment][] {
  const files = readdirSync(examplesFolder).filter((file) => file.endsWith(".yaml"));
  return files.sort().flatMap((file) => {
    const parsed = parseDeployment(readFileSync(join(examplesFolder, file), "utf8"));
    if ("problems" in parsed) throw new Error(`${file}:\n${parsed.problems.join("\n")}`);
    const name = file.replace(/\.yaml$/, "");
    const { deployments } = parsed;
    return deployments.map((one): [string, Deployment] => [
      deployments.length === 1 ? name : `${name} ${one.name}`,
      one,
    ]);
  });
}

/** The example of the reference architecture comes to the same as no file at all, which stands in its place. */
const deployments: ReadonlyMap<string, Deployment> = new Map([
  ...examples().filter(([name]) => name !== "reference"),
  ...Object.entries(given).map(([name, value]): [string, Deployment] => [name, deploymentSchema.parse(value)]),
]);

export type ShapeName = string;
/** Those that come from `examples/`. */
export const exampleNames: readonly ShapeName[] = [...deployments.keys()].filter((name) => !(name in given));
export const shapeNames: readonly ShapeName[] = [...Object.keys(given), ...exampleNames];

export type Shape = Synthesized;

export function deploymentOf(name: ShapeName): Deployment {
  const deployment = deployments.get(name);
  if (!deployment) throw new Error(`there is no shape ${name}`);
  return deployment;
}

/** Synthesizes one of the deployments anew. */
export function synthesizeShape(name: ShapeName): Shape {
  return synthesizeDeployment(deploymentOf(name));
}

const synthesized = new Map<ShapeName, Shape>();

/** As {@link synthesizeShape}, once a process. */
export function shape(name: ShapeName): Shape {
  const known = synthesized.get(name) ?? synthesizeShape(name);
  synthesized.set(name, known);
  return known;
}
