import {
  DescribeAddressesCommand,
  DescribeInstanceTypesCommand,
  paginateDescribeInstances,
  paginateDescribeNatGateways,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
} from "@aws-sdk/client-ec2";
import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import type { Aws } from "../aws/clients";
import { isMissing } from "../aws/errors";
import { failed, noValue, type Run, unknown } from "./check";
import { judgeNatGateways, judgeQuota, judgeVcpus, type Running, vcpuQuota } from "./judge-quotas";
import { resourcesOf, textOf } from "./values";
import { networkZones, nodesMade } from "./zones";

/** Value of a quota: the account's own, else AWS's default. */
async function quotaOf({ quotas }: Aws, ServiceCode: string, QuotaCode: string): Promise<number> {
  const asked = { ServiceCode, QuotaCode };
  try {
    const { Quota: own } = await quotas.send(new GetServiceQuotaCommand(asked));
    if (own?.Value !== undefined) return own.Value;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const { Quota: standard } = await quotas.send(new GetAWSDefaultServiceQuotaCommand(asked));
  if (standard?.Value === undefined) throw new Error(`Service Quotas has no value of ${ServiceCode} ${QuotaCode}`);
  return standard.Value;
}

/** Value of the tag that this deployment puts on all that it makes. */
function isOwn(tags: readonly { Key?: string; Value?: string }[] | undefined, name: string | undefined): boolean {
  return name !== undefined && (tags ?? []).some(({ Key, Value }) => Key === "Deployment" && Value === name);
}

/** vCPUs of an instance type; undefined when AWS knows no such type. */
async function vcpusOf({ ec2 }: Aws, type: string): Promise<number | undefined> {
  try {
    const { InstanceTypes: [found] = [] } = await ec2.send(
      new DescribeInstanceTypesCommand({ InstanceTypes: [type as never] }),
    );
    return found?.VCpuInfo?.DefaultVCpus;
  } catch (error) {
    if ((error as Error).name === "InvalidInstanceType") return undefined;
    throw error;
  }
}

/** Instances that count against a quota of on-demand vCPUs. */
async function runningInstances(aws: Aws): Promise<Running[]> {
  const running: Running[] = [];
  const states = [{ Name: "instance-state-name", Values: ["pending", "running"] }];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client: aws.ec2 }, { Filters: states })) {
    for (const instance of Reservations.flatMap(({ Instances = [] }) => Instances)) {
      if (instance.InstanceLifecycle !== undefined) continue;
      const { CoreCount = 0, ThreadsPerCore = 1 } = instance.CpuOptions ?? {};
      const type = String(instance.InstanceType);
      const tag = instance.Tags?.find(({ Key }) => Key === "eks:cluster-name")?.Value;
      const vcpus = CoreCount * ThreadsPerCore || ((await vcpusOf(aws, type)) ?? 0);
      running.push({ type, vcpus, ...(tag !== undefined && { cluster: tag }) });
    }
  }
  return running;
}

export const vcpus: Run = async ({ aws, subject }) => {
  const cluster = textOf(subject, "name") ?? subject.deployment.name;
  const nodes = nodesMade(subject);
  if (!nodes) return [unknown("the number of nodes is not known", "give node_instance_type and the number of nodes")];
  const running = await runningInstances(aws);
  return Promise.all(
    nodes.map(async ({ type, count }) => {
      const size = await vcpusOf(aws, type);
      if (size === undefined) return failed(`AWS knows no instance type ${type}`, "correct node_instance_type");
      const code = vcpuQuota(type)?.code;
      const quota = code === undefined ? 0 : await quotaOf(aws, "ec2", code);
      return judgeVcpus({ type, count, vcpus: size }, running, cluster, quota);
    }),
  );
};

export const elasticIps: Run = async ({ aws, subject }) => {
  const { Addresses: addresses = [] } = await aws.ec2.send(new DescribeAddressesCommand());
  const own = addresses.filter(({ Tags }) => isOwn(Tags, textOf(subject, "name"))).length;
  const needed = Math.max(0, resourcesOf(subject, "aws_eip").length - own);
  const quota = await quotaOf(aws, "ec2", "L-0263D0A3");
  return [judgeQuota("Elastic IP addresses", { quota, used: addresses.length, needed }, "L-0263D0A3")];
};

export const vpcs: Run = async ({ aws, subject }) => {
  const found = [];
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: aws.ec2 }, {})) found.push(...Vpcs);
  const own = found.filter(({ Tags }) => isOwn(Tags, textOf(subject, "name"))).length;
  const needed = Math.max(0, resourcesOf(subject, "aws_vpc").length - own);
  const quota = await quotaOf(aws, "vpc", "L-F678F1CE");
  return [judgeQuota("VPCs", { quota, used: found.length, needed }, "L-F678F1CE")];
};

export const natGateways: Run = async ({ aws, subject }) => {
  const zones = await networkZones(aws, subject);
  if (!zones) return [noValue("node_instance_type")];
  const zoneOf = new Map<string, string>();
  for await (const { Subnets = [] } of paginateDescribeSubnets({ client: aws.ec2 }, {})) {
    for (const { SubnetId = "", AvailabilityZone = "" } of Subnets) zoneOf.set(SubnetId, AvailabilityZone);
  }
  const gateways: { zone: string; own: boolean }[] = [];
  const Filter = [{ Name: "state", Values: ["pending", "available", "deleting"] }];
  for await (const { NatGateways = [] } of paginateDescribeNatGateways({ client: aws.ec2 }, { Filter })) {
    for (const { SubnetId = "", Tags } of NatGateways) {
      gateways.push({ zone: zoneOf.get(SubnetId) ?? "", own: isOwn(Tags, textOf(subject, "name")) });
    }
  }
  // One stands in each of the first zones.
  const wanted = zones.slice(0, resourcesOf(subject, "aws_nat_gateway").length);
  return [judgeNatGateways(gateways, wanted, await quotaOf(aws, "vpc", "L-FE5A380F"))];
};
