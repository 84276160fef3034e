import {
  DescribeAvailabilityZonesCommand,
  paginateDescribeInstanceTypeOfferings,
  DescribeSubnetsCommand,
} from "@aws-sdk/client-ec2";
import type { Aws } from "../aws/clients";
import { at, type Json } from "../inspect/terraform-json";
import { noValue, type Run } from "./check";
import type { Subject } from "./subject";
import { judgeZones } from "./judge-zones";
import { listOf, resourcesOf, textOf } from "./values";

/** Zones that offer an instance type, and those of the region that EKS works in. */
async function regionZones({ ec2 }: Aws, subject: Subject, type: string) {
  const offering: string[] = [];
  const offerings = paginateDescribeInstanceTypeOfferings(
    { client: ec2 },
    { LocationType: "availability-zone", Filters: [{ Name: "instance-type", Values: [type] }] },
  );
  for await (const page of offerings) {
    offering.push(...(page.InstanceTypeOfferings ?? []).map(({ Location = "" }) => Location));
  }
  const { AvailabilityZones: all = [] } = await ec2.send(new DescribeAvailabilityZonesCommand());
  const usable = all.filter(
    ({ State, OptInStatus = "opt-in-not-required" }) => State === "available" && OptInStatus === "opt-in-not-required",
  );
  const without = zonesWithoutEks(subject);
  const names = usable.flatMap(({ ZoneName = "", ZoneId = "" }) => (without.includes(ZoneId) ? [] : [ZoneName]));
  return { offering, names };
}

/** Zones that the network has to choose from, in its order; undefined without the instance type that decides it. */
export async function networkZones(aws: Aws, subject: Subject): Promise<readonly string[] | undefined> {
  const named = listOf(subject, "availability_zones");
  if (named.length > 0) return named;
  const type = textOf(subject, "node_instance_type");
  if (type === undefined) return undefined;
  const { offering, names } = await regionZones(aws, subject, type);
  return names.filter((zone) => offering.includes(zone)).sort();
}

/** Whether enough zones offer what the nodes are. */
export const zones: Run = async ({ aws, subject }) => {
  const type = textOf(subject, "node_instance_type");
  if (type === undefined) return [noValue("node_instance_type")];
  const { offering, names } = await regionZones(aws, subject, type);
  const { network } = subject.deployment;
  if (network.mode === "create") {
    return [judgeZones(type, offering, names, { count: network.zones, named: listOf(subject, "availability_zones") })];
  }
  const subnetIds = listOf(subject, "private_subnet_ids");
  if (subnetIds.length === 0) return [noValue("private_subnet_ids")];
  const { Subnets: subnets = [] } = await aws.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [...subnetIds] }));
  const named = [...new Set(subnets.map(({ AvailabilityZone = "" }) => AvailabilityZone))].sort();
  return [judgeZones(type, offering, names, { count: named.length, named })];
};

/** Ids of zones that EKS cannot use: what the network leaves out. */
function zonesWithoutEks({ stacks }: Subject): readonly Json[] {
  return Object.values(stacks.infrastructure.data?.aws_availability_zones ?? {}).flatMap(({ exclude_zone_ids: ids }) =>
    Array.isArray(ids) ? ids : [],
  );
}

/** Types and the most nodes of the node groups that are made, in numbers; undefined where that is not known yet. */
export function nodesMade(subject: Subject): { type: string; count: number }[] | undefined {
  const groups = resourcesOf(subject, "aws_eks_node_group").map((body) => ({
    type: String(at(body, "instance_types.0")),
    count: Number(at(body, "scaling_config.max_size")),
  }));
  return groups.every(({ type, count }) => Number.isFinite(count) && !type.includes("${")) ? groups : undefined;
}
