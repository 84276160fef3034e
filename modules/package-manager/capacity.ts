import { type IResolvable, TerraformLocal, type TerraformResourceLifecycle, Token } from "cdktf";
import type { Construct } from "constructs";
import { expression } from "../core";

type Precondition = NonNullable<TerraformResourceLifecycle["precondition"]>[number];

/** What the pods ask for and what there is. Each may be a Terraform token. */
export interface Capacity {
  readonly replicas: number;
  /** `rolling` or `recreate`. */
  readonly updateStrategy: string;
  readonly maxOpenConnections: number;
  readonly databaseMaxConnections: number;
  readonly cpuRequestMillicores: number;
  readonly memoryRequestMib: number;
  readonly nodeCount: number;
  readonly nodeCpuMillicores: number;
  readonly nodeMemoryMib: number;
}

/** Shares of a node, in percent, that Package Manager's pods may ask for. Kubernetes and system pods need the rest. */
const cpuPercent = 90;
const memoryPercent = 80;

/**
 * Defines what the cluster and the database allow, as locals below `scope`, and returns the rules, checked when Terraform
 * plans, that keep pods schedulable and the database reachable.
 */
export function capacityPreconditions(scope: Construct, c: Capacity): Precondition[] {
  const local = (id: string, value: IResolvable) => new TerraformLocal(scope, id, value).asNumber;
  // When one node is away; and, with a rolling update, when one pod more runs.
  const pods = local(
    "PodsPerNode",
    expression`max(ceil(${c.replicas} / max(1, ${c.nodeCount} - 1)), ceil((${c.replicas} + (${c.updateStrategy} == "rolling" ? 1 : 0)) / ${c.nodeCount}))`,
  );
  const cpu = local("MaxCpuRequest", expression`floor(${c.nodeCpuMillicores} * ${cpuPercent} / 100 / ${pods})`);
  const memory = local("MaxMemoryRequest", expression`floor(${c.nodeMemoryMib} * ${memoryPercent} / 100 / ${pods})`);
  // An update runs up to twice as many pods for a moment, and each has connections of its own.
  const connections = local(
    "MaxConnectionsPerPod",
    expression`floor(${c.databaseMaxConnections} / (${c.replicas} * 2))`,
  );
  const onEach = `so that ${text(pods)} pods fit on a node when one of ${text(c.nodeCount)} is away or an update runs`;
  return [
    {
      condition: expression`${c.replicas} <= ${c.nodeCount}`,
      errorMessage: `replicas is ${text(c.replicas)}, expected at most ${text(c.nodeCount)}, one for each node; lower it, or add nodes.`,
    },
    {
      condition: expression`${c.maxOpenConnections} <= ${connections}`,
      errorMessage: `max_open_connections is ${text(c.maxOpenConnections)}, expected at most ${text(connections)}: the database accepts ${text(c.databaseMaxConnections)}, and ${text(c.replicas)} replicas may double during an update; lower it, or choose a larger instance class for the database.`,
    },
    {
      condition: expression`${c.cpuRequestMillicores} <= ${cpu}`,
      errorMessage: `cpu_request_millicores is ${text(c.cpuRequestMillicores)}, expected at most ${text(cpu)}, ${onEach}; lower it, or choose a larger instance type for the nodes.`,
    },
    {
      condition: expression`${c.memoryRequestMib} <= ${memory}`,
      errorMessage: `memory_request_mib is ${text(c.memoryRequestMib)}, expected at most ${text(memory)}, ${onEach}; lower it, or choose a larger instance type for the nodes.`,
    },
  ];
}

function text(value: number): string {
  return Token.asString(value);
}
