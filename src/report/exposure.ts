import { at, isObject, type Json, type StackName } from "../inspect/terraform-json";
import type { Found, Model } from "./model";
import { addressIn, inWords } from "./value";

/** Something that decides who can reach what. */
export interface Exposure {
  readonly what: string;
  readonly stack: StackName;
  readonly address: string;
  /** `internet`: anybody; `listed`: the given addresses of the internet; `closed`; `unknown`: decided elsewhere. */
  readonly open: "internet" | "listed" | "closed" | "unknown";
  readonly detail: string;
  readonly variables: readonly string[];
}

/** A security group rule. */
export interface Rule {
  readonly stack: StackName;
  readonly address: string;
  readonly group: string;
  readonly direction: "in" | "out";
  readonly ports: string;
  /** CIDRs, security groups or prefix lists at the other end. */
  readonly peers: readonly string[];
  readonly isWholeInternet: boolean;
  readonly description: string;
  readonly variables: readonly string[];
}

export interface SubnetFacts {
  readonly stack: StackName;
  readonly address: string;
  readonly cidr: string;
  /** Where its default route leads. */
  readonly kind: "public" | "private" | "isolated";
}

/** Everything that is, or could be, public. */
export function exposuresOf(model: Model): Exposure[] {
  return [
    ...model.all("aws_lb").map((block) => loadBalancer(model, block)),
    ...["data.aws_lb", "data.aws_lb_target_group"]
      .flatMap((type) => model.all(type).slice(0, 1))
      .slice(0, 1)
      .map(brought),
    ...model.all("aws_eks_cluster").map((block) => api(model, block)),
    ...model.all("aws_db_instance").map((block) => database(model, block)),
    ...model.all("aws_s3_bucket").map((block) => bucket(model, block)),
  ];
}

/** The rules of all security groups, those with an inline default first. */
export function rulesOf(model: Model): Rule[] {
  const directions = { in: "aws_vpc_security_group_ingress_rule", out: "aws_vpc_security_group_egress_rule" } as const;
  return (["in", "out"] as const).flatMap((direction) =>
    model.all(directions[direction]).map((block): Rule => {
      const { stack, address, body } = block;
      const peers = peersOf(body);
      return {
        stack,
        address,
        direction,
        group: inWords(body.security_group_id),
        ports: portsOf(body),
        peers,
        isWholeInternet: peers.some(isWholeInternet),
        description: typeof body.description === "string" ? inWords(body.description) : "",
        variables: ["for_each", "cidr_ipv4", "cidr_ipv6"].flatMap((path) => model.variablesOf(block, path)),
      };
    }),
  );
}

/** The subnets made here, by where their default route leads. */
export function subnetsOf(model: Model): SubnetFacts[] {
  return model.all("aws_subnet").map(({ stack, address, body }) => {
    const table = model
      .all("aws_route_table_association")
      .find((association) => addressIn(association.body.subnet_id) === address)?.body.route_table_id;
    const routes = model.all("aws_route").filter(({ body: route }) => table && route.route_table_id === table);
    const leadsTo = (way: string) => routes.some(({ body: route }) => route[way] !== undefined);
    const kind = leadsTo("gateway_id") ? "public" : leadsTo("nat_gateway_id") ? "private" : "isolated";
    return { stack, address, cidr: inWords(body.cidr_block), kind };
  });
}

function loadBalancer(model: Model, block: Found): Exposure {
  const { stack, address, body } = block;
  if (body.internal === true) {
    return { what: "Load balancer", stack, address, open: "closed", detail: "internal", variables: [] };
  }
  const groups = (Array.isArray(body.security_groups) ? body.security_groups : []).map(inWords);
  const rules = rulesOf(model).filter(({ direction, group }) => direction === "in" && groups.includes(group));
  const peers = [...new Set(rules.flatMap((rule) => rule.peers))];
  const ports = [...new Set(rules.map((rule) => rule.ports))];
  return {
    what: "Load balancer",
    stack,
    address,
    open: peers.some(isWholeInternet) ? "internet" : peers.length > 0 ? "listed" : "closed",
    detail: `internet-facing; admits ${peers.join(", ") || "nobody"} on ${ports.join(", ") || "no port"}`,
    variables: [...new Set(rules.flatMap((rule) => rule.variables))],
  };
}

function brought({ stack, address }: Found): Exposure {
  const detail = "yours; its scheme and security groups decide who reaches it";
  return { what: "Load balancer", stack, address, open: "unknown", detail, variables: [] };
}

function api(model: Model, block: Found): Exposure {
  const { stack, address, body } = block;
  const peers = at(body, "vpc_config.public_access_cidrs");
  const cidrs = Array.isArray(peers) ? peers.map(inWords) : [];
  const isPublic = at(body, "vpc_config.endpoint_public_access") !== false;
  // AWS admits everybody when none is named.
  const isAnybody = isPublic && (cidrs.length === 0 || cidrs.some(isWholeInternet));
  return {
    what: "Kubernetes API",
    stack,
    address,
    open: isAnybody ? "internet" : isPublic ? "listed" : "closed",
    detail: isPublic ? `public endpoint; admits ${cidrs.join(", ") || "everybody"}` : "private endpoint only",
    variables: isPublic ? model.variablesOf(block, "vpc_config.public_access_cidrs") : [],
  };
}

function database(model: Model, block: Found): Exposure {
  const { stack, address, body } = block;
  const groups = (Array.isArray(body.vpc_security_group_ids) ? body.vpc_security_group_ids : []).map(inWords);
  const rules = rulesOf(model).filter(({ direction, group }) => direction === "in" && groups.includes(group));
  const peers = rules.flatMap((rule) => rule.peers.map((peer) => `${peer} on ${rule.ports}`));
  const isPublic = body.publicly_accessible === true;
  return {
    what: "Database",
    stack,
    address,
    open: !isPublic ? "closed" : rules.some((rule) => rule.isWholeInternet) ? "internet" : "listed",
    detail: `${isPublic ? "public address" : "no public address"}; admits ${peers.join(", ") || "nobody"}`,
    variables: rules.flatMap((rule) => rule.variables),
  };
}

const blocks = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function bucket(model: Model, { stack, address, body }: Found): Exposure {
  const block = model.all("aws_s3_bucket_public_access_block").find((one) => one.body.bucket === body.bucket)?.body;
  const missing = blocks.filter((name) => block?.[name] !== true);
  return {
    what: "Bucket",
    stack,
    address,
    open: missing.length === 0 ? "closed" : "unknown",
    detail: missing.length === 0 ? "all public access blocked" : `not blocked: ${missing.join(", ")}`,
    variables: [],
  };
}

function peersOf(body: Found["body"]): string[] {
  const each = body.for_each;
  const instances = Array.isArray(each) ? each : isObject(each) ? Object.keys(each) : undefined;
  const values = ["cidr_ipv4", "cidr_ipv6", "referenced_security_group_id", "prefix_list_id"].map((key) => body[key]);
  const peers = values.filter((value): value is Json => value !== undefined && value !== null);
  return peers.flatMap((peer) => {
    const isInstance = peer === "${each.value}" || peer === "${each.key}";
    return isInstance && instances ? instances.map(inWords) : [inWords(isInstance ? each : peer)];
  });
}

function portsOf({ ip_protocol: protocol, from_port: from, to_port: to }: Found["body"]): string {
  if (protocol === "-1") return "all ports";
  const range = from === to ? inWords(from) : `${inWords(from)} to ${inWords(to)}`;
  return `${inWords(protocol)} ${range}`;
}

function isWholeInternet(cidr: string): boolean {
  return /^(0\.0\.0\.0|::)\/0$/.test(cidr);
}
