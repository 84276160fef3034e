import { Fn, Op, Token, conditional, type TerraformResourceLifecycle } from "cdktf";

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

/** Returns the rules, checked when Terraform plans, that keep pods schedulable and the database reachable. */
export function capacityPreconditions(c: Capacity): Precondition[] {
  const pods = podsPerNode(c);
  const cpu = floor(share(c.nodeCpuMillicores, cpuPercent), pods);
  const memory = floor(share(c.nodeMemoryMib, memoryPercent), pods);
  // A rolling update runs up to twice as many pods for a moment, and each has connections of its own.
  const connections = floor(c.databaseMaxConnections, product(c.replicas, 2));
  const onEach = `so that ${text(pods)} pods fit on a node when one of ${text(c.nodeCount)} is away or an update runs`;
  return [
    {
      condition: Op.lte(c.replicas, c.nodeCount),
      errorMessage: `replicas is ${text(c.replicas)}, expected at most ${text(c.nodeCount)}, one for each node; lower it, or add nodes.`,
    },
    {
      condition: Op.lte(c.maxOpenConnections, connections),
      errorMessage: `max_open_connections is ${text(c.maxOpenConnections)}, expected at most ${text(connections)}: the database accepts ${text(c.databaseMaxConnections)}, and ${text(c.replicas)} replicas may double during an update; lower it, or choose a larger instance class for the database.`,
    },
    {
      condition: Op.lte(c.cpuRequestMillicores, cpu),
      errorMessage: `cpu_request_millicores is ${text(c.cpuRequestMillicores)}, expected at most ${text(cpu)}, ${onEach}; lower it, or choose a larger instance type for the nodes.`,
    },
    {
      condition: Op.lte(c.memoryRequestMib, memory),
      errorMessage: `memory_request_mib is ${text(c.memoryRequestMib)}, expected at most ${text(memory)}, ${onEach}; lower it, or choose a larger instance type for the nodes.`,
    },
  ];
}

/** Pods on the fullest node: when one node is away, and, with a rolling update, when one pod more runs. */
function podsPerNode(c: Capacity): number {
  const withoutOne = Fn.max([1, Token.asNumber(Op.sub(c.nodeCount, 1))]);
  const surge = Token.asNumber(conditional(Op.eq(c.updateStrategy, "rolling"), 1, 0));
  const drained = ceil(c.replicas, withoutOne);
  const updated = ceil(Token.asNumber(Op.add(c.replicas, surge)), c.nodeCount);
  return Fn.max([drained, updated]);
}

function share(total: number, percent: number): number {
  return Token.asNumber(Op.div(product(total, percent), 100));
}

function product(a: number, b: number): number {
  return Token.asNumber(Op.mul(a, b));
}

function floor(a: number, b: number): number {
  return Fn.floor(Token.asNumber(Op.div(a, b)));
}

function ceil(a: number, b: number): number {
  return Fn.ceil(Token.asNumber(Op.div(a, b)));
}

function text(value: number): string {
  return Token.asString(value);
}
