import type { Deployment } from "../../config/schema";
import type { Block } from "../../inspect/terraform-json";
import type { CapacityCheck } from "../capacity";
import { instanceTypes } from "../instance-types";
import { numberAt, type ResolvedSizes } from "../resolved-sizes";

/** Addresses that AWS keeps in each subnet. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const kept = 5;

/** Addresses that one thing takes in one subnet, and why. */
interface Need {
  readonly addresses: number;
  readonly why: string;
}

/** Addresses in the smallest subnet of each kind, against what nodes, pods, load balancer and the others take there. */
export function checkSubnets(sizes: ResolvedSizes, deployment: Deployment): CapacityCheck[] {
  const kinds = ["private", "public", "isolated"] as const;
  const needs = { private: privateNeeds(sizes), public: publicNeeds(sizes), isolated: databaseNeeds(sizes) };
  if (deployment.network.mode !== "create") {
    const what = "Your subnets have the addresses that are needed";
    const all = [...needs.private, ...needs.public, ...needs.isolated];
    const unknown = "their CIDRs are known to AWS only; wanted in each zone, in subnets of the respective kind:";
    return [{ what, ok: "unknown", arithmetic: [unknown, ...all.map(show)] }];
  }
  return kinds.flatMap((kind) => {
    const subnets = sizes.all("aws_subnet").filter(({ name }) => name.includes(`_${kind}_`));
    return subnets.length > 0 ? [check(kind, subnets, needs[kind])] : [];
  });
}

function check(kind: string, subnets: readonly Block[], needs: readonly Need[]): CapacityCheck {
  const what = `Each ${kind} subnet has the addresses that are needed`;
  const prefixes = subnets.map(({ body }) => Number(/\/(\d+)$/.exec(String(body.cidr_block))?.[1]));
  const prefix = Math.max(...prefixes);
  if (Number.isNaN(prefix)) return { what, ok: "unknown", arithmetic: ["vpc_cidr is known at plan only"] };
  const free = 2 ** (32 - prefix) - kept;
  const needed = needs.reduce((sum, { addresses }) => sum + addresses, 0);
  return {
    what,
    ok: needed <= free,
    arithmetic: [
      `/${prefix}: 2^${32 - prefix} - ${kept} that AWS keeps = ${free} addresses`,
      ...needs.map(show),
      `${needed} of ${free}`,
      ...(needed > free ? ["take a larger vpc_cidr, which replaces the network: decide before the first apply"] : []),
    ],
  };
}

function show({ addresses, why }: Need): string {
  return `${addresses}: ${why}`;
}

function privateNeeds(sizes: ResolvedSizes): Need[] {
  const endpoints = sizes.all("aws_vpc_endpoint").filter(({ body }) => body.vpc_endpoint_type === "Interface").length;
  return [
    ...nodeNeeds(sizes),
    ...(sizes.first("aws_eks_cluster")
      ? [{ addresses: 16, why: "control plane, https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html" }]
      : []),
    ...(endpoints > 0 ? [{ addresses: endpoints, why: "interface endpoints, one address each" }] : []),
    ...(sizes.first("aws_lb")?.internal === true ? [loadBalancer] : []),
  ];
}

const loadBalancer: Need = {
  addresses: 8,
  why: "free for the load balancer to grow, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
};

/** The vpc-cni add-on takes whole network interfaces, and one more than its pods need. */
function nodeNeeds(sizes: ResolvedSizes): Need[] {
  const group = sizes.first("aws_eks_node_group");
  const nodes = numberAt(group, "scaling_config.max_size");
  const zones = Array.isArray(group?.subnet_ids) ? group.subnet_ids.length : 0;
  const [typeName] = Array.isArray(group?.instance_types) ? group.instance_types : [];
  const type = instanceTypes[String(typeName)];
  if (nodes === undefined || zones === 0 || !type) return [];
  const { addressesPerInterface, networkInterfaces } = type;
  const perNode = Math.min(2, networkInterfaces) * addressesPerInterface;
  const perZone = Math.ceil(nodes / zones);
  return [
    {
      addresses: perZone * perNode,
      why: `${nodes} nodes in ${zones} zones: ${perZone} × 2 network interfaces × ${addressesPerInterface} addresses of ${String(typeName)}, one of them spare (WARM_ENI_TARGET 1, https://github.com/aws/amazon-vpc-cni-k8s)`,
    },
    {
      addresses: Math.max(2, perZone) * perNode,
      why: `the same again while an update adds up to two nodes a zone, or the node group is replaced (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html)`,
    },
  ];
}

function publicNeeds(sizes: ResolvedSizes): Need[] {
  return [
    ...(sizes.first("aws_nat_gateway") ? [{ addresses: 1, why: "NAT gateway" }] : []),
    ...(sizes.first("aws_lb")?.internal === false ? [loadBalancer] : []),
  ];
}

function databaseNeeds(sizes: ResolvedSizes): Need[] {
  if (!sizes.first("aws_db_instance")) return [];
  return [{ addresses: 2, why: "the database server, and another while RDS replaces it" }];
}
