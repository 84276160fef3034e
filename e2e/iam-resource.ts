import type { Exchange } from "./recorder";

type Call = Pick<Exchange, "service" | "action" | "request">;
/** Parameters by name; the number of a list's item is not part of it. */
type Parameters = Readonly<Record<string, readonly string[]>>;

/** Region and account in the ARNs below; the policies have `*` for both. */
const REGION = "eu-central-1";
const ACCOUNT = "123456789012";

/** Which resource the value of a parameter is, after the account in its ARN. A value that is an ARN already is itself. */
const byParameter: Readonly<Record<string, Readonly<Record<string, (value: string) => string>>>> = {
  acm: { CertificateArn: itself },
  autoscaling: { AutoScalingGroupName: (name) => `autoScalingGroup:ID:autoScalingGroupName/${name}` },
  elasticloadbalancing: {
    ...each(["LoadBalancerArn", "ListenerArn", "TargetGroupArn", "RuleArn", "ResourceArns"], itself),
  },
  events: { Rule: (name) => `rule/${name}`, Name: (name) => `rule/${name}`, ResourceARN: itself },
  iam: {
    RoleName: (name) => `role/${name}`,
    OpenIDConnectProviderArn: itself,
    Url: (url) => `oidc-provider/${url.replace(/^https:\/\//, "")}`,
  },
  kms: {
    ...each(["KeyId", "TargetKeyId"], (id) => (id.startsWith("alias/") ? id : `key/${id}`)),
    AliasName: itself,
  },
  logs: { logGroupName: (name) => `log-group:${name}`, resourceArn: itself },
  monitoring: {
    ...each(["AlarmName", "AlarmNames"], (name) => `alarm:${name}`),
    ...each(["DashboardName", "DashboardNames"], (name) => `dashboard/${name}`),
    ResourceARN: itself,
  },
  rds: {
    ...each(["DBInstanceIdentifier", "SourceDBInstanceIdentifier", "TargetDBInstanceIdentifier"], (id) => `db:${id}`),
    DBParameterGroupName: (name) => `pg:${name}`,
    DBSubnetGroupName: (name) => `subgrp:${name}`,
    DBSnapshotIdentifier: (name) => `snapshot:${name}`,
    SubscriptionName: (name) => `es:${name}`,
    ResourceName: itself,
  },
  secretsmanager: { ...each(["SecretId", "Name"], (name) => `secret:${name}-aB3dE6`) },
  sts: { RoleArn: itself },
  sns: { TopicArn: itself, ResourceArn: itself, Name: itself },
  wafv2: { ...each(["ARN", "WebACLArn", "ResourceArn", "ResourceARN"], itself) },
};

/** What is made by an action whose own ARN comes with the answer only. */
const made: Readonly<Record<string, (name: string) => string>> = {
  CreateLoadBalancer: (name) => `loadbalancer/app/${name}/0123456789abcdef`,
  CreateTargetGroup: (name) => `targetgroup/${name}/0123456789abcdef`,
  CreateWebACL: (name) => `regional/webacl/${name}/ID`,
};

/** Kinds of EC2's things by how their ids start. */
const kindsOfIds: Readonly<Record<string, string>> = {
  eipalloc: "elastic-ip",
  fl: "vpc-flow-log",
  igw: "internet-gateway",
  lt: "launch-template",
  nat: "natgateway",
  rtb: "route-table",
  sg: "security-group",
  sgr: "security-group-rule",
  subnet: "subnet",
  vpc: "vpc",
  vpce: "vpc-endpoint",
};
/** A route's target is not what its permission is about. */
const notAskedFor = ["GatewayId", "NatGatewayId"];

/** What RDS asks for when a request has no name but a filter or nothing: all of the kind. Terraform reads servers so. */
const withoutName: Readonly<Record<string, string>> = {
  DescribeDBInstances: "db:*",
  DescribeDBParameterGroups: "pg:*",
  DescribeDBSnapshots: "snapshot:*",
  DescribeDBSubnetGroups: "subgrp:*",
  DescribeEventSubscriptions: "es:*",
};

/** Roles that a request hands to a service of AWS. */
const passed = [
  "DeliverLogsPermissionArn",
  "IamRoleArn",
  "MonitoringRoleArn",
  "nodeRole",
  "roleArn",
  "RoleArn",
  "serviceAccountRoleArn",
];

/**
 * ARNs of what a request asks AWS's permission for. None where it names nothing that has one.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function iamResources(call: Call): string[] {
  const { service, action } = call;
  const parameters = parametersOf(call);
  const path = (action.split(" ")[1] ?? "").split("/").filter((part) => part !== "");
  switch (service) {
    case "s3":
      return [`arn:aws:s3:::${path.join("/")}`];
    case "route53":
      return hostedZones(path);
    case "eks":
      return path[0] === "tags" ? [decodeURIComponent(path.slice(1).join("/"))] : clusterParts(path);
    case "backup":
      return path[0] === "tags" ? [decodeURIComponent(path.slice(1).join("/"))] : backups(path);
    case "ec2":
      return Object.entries(parameters).flatMap(([name, values]) =>
        notAskedFor.includes(name) ? [] : values.flatMap(networkPart),
      );
  }
  const creates = made[action];
  const named = creates
    ? (parameters.Name ?? []).map(creates)
    : Object.entries(byParameter[service] ?? {}).flatMap(([name, resource]) => (parameters[name] ?? []).map(resource));
  const unnamed = service === "rds" && named.length === 0 ? withoutName[action] : undefined;
  return [...named, ...(unnamed === undefined ? [] : [unnamed])].map((resource) => ofEks(arn(service, resource)));
}

/** The emulator's clusters name the emulator itself as their issuer. */
function ofEks(resource: string): string {
  return resource.replace(/(:oidc-provider\/)localhost:\d+\/oidc\//, `$1oidc.eks.${REGION}.amazonaws.com/`);
}

/** Roles that a request hands on, which whoever makes it must be allowed to pass. */
export function passedRoles(call: Call): string[] {
  // It takes a role and hands on none.
  if (call.service === "sts") return [];
  const nested = [...call.request.matchAll(/"(\w+)":\s*"(arn:aws:iam::\d+:role\/[^"]+)"/g)];
  const flat = [...call.request.matchAll(/^(\w+)=(arn:aws:iam::\d+:role\/.+)$/gm)];
  return [...nested, ...flat].flatMap(([, name = "", role = ""]) => (passed.includes(name) ? [role] : []));
}

function itself(value: string): string {
  return value;
}

function each<T>(names: readonly string[], value: T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

function arn(service: string, resource: string): string {
  if (resource.startsWith("arn:")) return resource;
  const prefix = service === "monitoring" ? "cloudwatch" : service;
  const region = service === "iam" || resource.startsWith("dashboard/") ? "" : REGION;
  return `arn:aws:${prefix}:${region}:${ACCOUNT}:${resource}`;
}

function parametersOf({ request, action }: Call): Parameters {
  const [, ...rest] = request.split("\n");
  const body = rest.join("\n").trim();
  if (body.startsWith("{")) return ofJson(JSON.parse(body) as Record<string, unknown>);
  if (action.includes(" ")) return {};
  const found: Record<string, string[]> = {};
  for (const line of request.split("\n")) {
    const [, name, value = ""] = /^(\w+)(?:\.member)?(?:\.\d+)?=(.*)$/.exec(line) ?? [];
    if (name !== undefined) (found[name] ??= []).push(value);
  }
  return found;
}

function ofJson(body: Readonly<Record<string, unknown>>): Parameters {
  const strings = (value: unknown) => [value].flat().filter((one): one is string => typeof one === "string");
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, strings(value)]));
}

function networkPart(id: string): string[] {
  const kind = kindsOfIds[/^([a-z]+)-[0-9a-f]+$/.exec(id)?.[1] ?? ""];
  return kind === undefined ? [] : [`arn:aws:ec2:${REGION}:${ACCOUNT}:${kind}/${id}`];
}

/** Of `/2013-04-01/hostedzone/ID/rrset`, `/2013-04-01/change/ID` and `/2013-04-01/tags/hostedzone/ID`. */
function hostedZones(path: readonly string[]): string[] {
  const [, kind, id] = path.filter((part) => part !== "tags");
  return kind === undefined || id === undefined ? [] : [`arn:aws:route53:::${kind}/${id}`];
}

/** What a path of EKS's API is about. A part of a cluster that is to be made is asked for on the cluster. */
function clusterParts([, cluster, collection, part]: readonly string[]): string[] {
  const kinds: Readonly<Record<string, string>> = {
    "node-groups": "nodegroup",
    addons: "addon",
    "access-entries": "access-entry",
    "pod-identity-associations": "podidentityassociation",
  };
  if (cluster === undefined) return [];
  const kind = kinds[collection ?? ""];
  return [
    arn("eks", kind === undefined || part === undefined ? `cluster/${cluster}` : `${kind}/${cluster}/${part}/ID`),
  ];
}

/** Of `/backup-vaults/NAME` and `/backup/plans/ID`. */
function backups([first, second, third]: readonly string[]): string[] {
  if (first === "backup-vaults" && second !== undefined) return [arn("backup", `backup-vault:${second}`)];
  return second === "plans" ? [arn("backup", `backup-plan:${third ?? "ID"}`)] : [];
}
