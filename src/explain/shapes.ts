import { deploymentSchema, type Deployment } from "../config/schema";

const existing = {
  network: { mode: "existing" },
  cluster: { mode: "existing" },
  bucket: { mode: "existing", customerKey: true, clientSideEncryption: true },
  keys: { mode: "existing" },
  iam: { mode: "existing" },
  secrets: { mode: "existing" },
} as const;

const given = [
  {},
  {
    protection: false,
    awsRole: "assume",
    cluster: { mode: "create", endpointAccess: "public", nodes: "autoscaling" },
    bucket: { mode: "create", clientSideEncryption: true },
    loadBalancer: {
      mode: "create",
      targets: "node",
      tls: { mode: "certificate" },
      hostedZone: "otherAccount",
      waf: true,
    },
    monitoring: { containerInsights: true, serviceMonitor: true },
    packageManager: {
      license: "existingSecret",
      encryptionKey: "given",
      databaseCa: "given",
      outboundProxy: true,
      imagePullSecret: true,
    },
    handover: "variables",
  },
  // Roles, keys and secrets that exist, of parts that are made.
  {
    network: { mode: "existing", databaseSubnets: "own" },
    identity: "podIdentity",
    bucket: { mode: "create", clientSideEncryption: true },
    iam: { mode: "existing" },
    keys: { mode: "existing" },
    secrets: { mode: "existing" },
    ...cloud({}),
  },
  {
    ...existing,
    database: { mode: "existing", credentials: "master" },
    loadBalancer: { mode: "existing", dnsRecord: true },
    handover: "variables",
  },
  {
    iam: { mode: "existing" },
    identity: "podIdentity",
    keys: { mode: "existing" },
    monitoring: { containerInsights: true },
  },
  { ...existing, loadBalancer: { mode: "create", targets: "node" } },
  {
    ...existing,
    database: { mode: "existing", credentials: "master" },
    loadBalancer: { mode: "existing", attach: "targetGroup" },
  },
  { ...existing, database: { mode: "existing", credentials: "application" }, secrets: { mode: "kubernetes" } },
  { database: { mode: "restore", from: "snapshot" }, backup: { mode: "create", copy: "otherRegion" } },
  {
    protection: false,
    database: { mode: "restore", from: "pointInTime" },
    identity: "podIdentity",
    iam: { mode: "existing" },
    keys: { mode: "existing" },
    backup: { mode: "create", copy: "otherRegion" },
  },
  {
    output: "module",
    handover: "variables",
    loadBalancer: { mode: "create", tls: { mode: "certificate", dnsRecord: false } },
  },
  cloud({ project: "platform" }),
] as const;

function cloud(more: object) {
  return { state: { backend: "cloud", organization: "example", manage: true, ...more } };
}

/** Deployments that between them declare every variable and output. The first is the reference architecture. */
export const explainedDeployments = (): Deployment[] => given.map((one) => deploymentSchema.parse(one));
