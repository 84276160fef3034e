import { refuse } from "./checks";

type Part = Readonly<Record<string, unknown>>;

/**
 * What the rules read of a deployment. Anything may be missing or of another kind: they run even when single keys are
 * wrong, so that one run reports everything.
 */
interface Given {
  readonly output?: unknown;
  readonly awsRole?: unknown;
  readonly identity?: unknown;
  readonly handover?: unknown;
  readonly clusterLogin?: unknown;
  readonly adopt?: unknown;
  readonly network?: Part;
  readonly cluster?: Part;
  readonly iam?: Part;
  readonly secrets?: Part;
  readonly database?: Part;
  readonly bucket?: Part;
  readonly backup?: Part;
  readonly loadBalancer?: Part & { readonly tls?: Part };
  readonly monitoring?: Part;
  readonly packageManager?: Part;
  readonly state?: Part;
}

/** Something that cannot be, and what to do. */
interface Combination {
  readonly path: readonly string[];
  readonly when: (given: Given) => boolean;
  /** "RULE; FIX" */
  readonly message: string | ((given: Given) => string);
}

const isCreated = (part: Part | undefined) => part?.mode === "create";
const isExisting = (part: Part | undefined) => part?.mode === "existing";
const isModule = ({ output }: Given) => output === "module";

/** Whether all that an infrastructure stack would make exists already, so that one stack is enough. */
export function needsApplicationOnly({ network, cluster, database, bucket, loadBalancer }: Given): boolean {
  return [network, cluster, database, bucket, loadBalancer].every(isExisting) && loadBalancer?.attach === "targetGroup";
}

/** Whether the load balancer of a deployment has a record made in a hosted zone. */
export function hasHostedZone({ loadBalancer }: Given): boolean {
  if (isExisting(loadBalancer)) return loadBalancer?.attach === "listener" && loadBalancer.dnsRecord === true;
  const { tls } = loadBalancer ?? {};
  return tls?.mode === "acm" || (tls?.mode === "certificate" && tls.dnsRecord === true);
}

const combinations: readonly Combination[] = [
  {
    path: ["network", "mode"],
    when: ({ network, cluster }) => isCreated(network) && isExisting(cluster),
    message: '"existing" with cluster.mode: existing; set it, and give the VPC that the cluster is in',
  },
  {
    path: ["network", "mode"],
    when: ({ network, cluster, loadBalancer }) =>
      isCreated(network) && !isExisting(cluster) && isExisting(loadBalancer),
    message: '"existing" with loadBalancer.mode: existing; set it, and give the VPC that the load balancer is in',
  },
  {
    path: ["network", "publicSubnets"],
    when: ({ network, loadBalancer }) =>
      isExisting(network) &&
      network?.publicSubnets === false &&
      isCreated(loadBalancer) &&
      loadBalancer?.scheme === "internetFacing",
    message: "true with an internet-facing load balancer; give public subnets, or set loadBalancer.scheme to internal",
  },
  {
    path: ["network", "databaseSubnets"],
    when: ({ network, database }) => network?.databaseSubnets === "own" && isExisting(database),
    message: '"private" with database.mode: existing, which puts nothing into a subnet; remove it',
  },
  {
    path: ["loadBalancer", "targets"],
    when: ({ cluster, loadBalancer }) =>
      loadBalancer?.targets === "node" &&
      isExisting(cluster) &&
      (cluster?.nodes === "karpenter" || cluster?.nodes === "autoMode"),
    message: '"ip" with nodes that Karpenter or Auto Mode keeps, which are in no Auto Scaling group; set it to ip',
  },
  {
    path: ["loadBalancer", "dnsRecord"],
    when: ({ loadBalancer }) => loadBalancer?.attach === "targetGroup" && loadBalancer.dnsRecord === true,
    message: "false with attach: targetGroup, whose load balancer is not known here; remove it, and make the record",
  },
  {
    path: ["loadBalancer", "hostedZone"],
    when: (given) => given.loadBalancer?.hostedZone === "otherAccount" && !hasHostedZone(given),
    message: '"sameAccount" where no record is made; remove it',
  },
  {
    path: ["identity"],
    when: ({ identity, iam, cluster }) => identity === "irsa" && isExisting(iam) && isCreated(cluster),
    message:
      '"podIdentity" with iam.mode: existing and a new cluster, since the trust of irsa roles names an OIDC provider in IAM that comes with the cluster; set it to podIdentity',
  },
  {
    path: ["backup", "mode"],
    when: ({ backup, database, bucket }) => isCreated(backup) && isExisting(database) && isExisting(bucket),
    message: '"none" where database and bucket exist, whose owner backs them up; remove it',
  },
  {
    path: ["monitoring", "containerInsights"],
    when: ({ monitoring, cluster }) => monitoring?.containerInsights === true && isExisting(cluster),
    message:
      "false with cluster.mode: existing, whose add-ons are its owner's; remove it, and install the add-on amazon-cloudwatch-observability there",
  },
  {
    path: ["packageManager", "encryptionKey"],
    when: ({ secrets, packageManager }) =>
      packageManager?.encryptionKey === "given" && (isExisting(secrets) || secrets?.mode === "kubernetes"),
    message: '"generate", the default, where secrets.mode is not create: the key is then in your own secret; remove it',
  },
  {
    path: ["output"],
    when: (given) => isModule(given) && given.handover === "remoteState" && !needsApplicationOnly(given),
    message:
      '"root" with handover: remoteState, since a child module knows no state; set handover to variables, and pass the outputs of one module to the other in the root',
  },
  {
    path: ["state", "backend"],
    when: (given) => isModule(given) && given.state !== undefined && given.state.backend !== "local",
    message: "nothing with output: module, since the root module has the backend; remove state",
  },
  {
    path: ["awsRole"],
    when: (given) => isModule(given) && given.awsRole === "assume",
    message: '"none" with output: module, since the root module has the provider; set the role there',
  },
  {
    path: ["clusterLogin"],
    when: (given) => isModule(given) && given.clusterLogin === "exec",
    message: '"token", the default, with output: module, since the root module has the providers; remove it',
  },
  {
    path: ["adopt"],
    when: (given) => isModule(given) && Object.keys(adoptions(given)).length > 0,
    message: (given) =>
      "nothing with output: module, since Terraform allows import blocks in the root module only; remove it, and put " +
      `there, with the name of your module block for NAME:${importsOfRoot(given)}`,
  },
  {
    path: ["state", "infrastructure"],
    when: (given) =>
      given.state?.backend === "other" && given.state.infrastructure === undefined && !needsApplicationOnly(given),
    message: "the configuration of the backend for the infrastructure stack; add it",
  },
];

function adoptions({ adopt }: Given): Readonly<Record<string, unknown>> {
  return typeof adopt === "object" && adopt !== null ? (adopt as Record<string, unknown>) : {};
}

/** The import blocks that a root module around the child module needs. */
function importsOfRoot(given: Given): string {
  return Object.entries(adoptions(given))
    .map(([address, id]) => `\nimport {\n  to = module.NAME.${address}\n  id = ${JSON.stringify(id)}\n}`)
    .join("");
}

/** Refuses each combination of keys that makes no sense together. */
export function refuseCombinations(value: unknown, ctx: Parameters<typeof refuse>[0]): void {
  const given = withParts(value as Record<string, unknown>);
  for (const { path, when, message } of combinations) {
    if (when(given)) refuse(ctx, [...path], typeof message === "string" ? message : message(given));
  }
}

/** A part that is no mapping has a problem of its own; here it counts as missing. */
function withParts(value: Record<string, unknown>): Given {
  const scalars = ["output", "awsRole", "identity", "handover", "clusterLogin"];
  const parts = Object.entries(value).filter(
    ([key, part]) => scalars.includes(key) || (typeof part === "object" && part !== null),
  );
  return Object.fromEntries(parts) as Given;
}
