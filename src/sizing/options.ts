import type { Deployment } from "../config/schema";
import { type Synthesized, synthesizeDeployment } from "../inspect/synthesized";
import { type Cost, hoursPerMonth, monthlyCost } from "./cost";
import { committedPrices, type PriceTable, priceOf } from "./price-table";
import { type Values, withValues } from "../inspect/values";

/** What a choice costs more, or less, than what the deployment has. */
export interface OptionDelta {
  /** Such as `network.natGateways: single`, or a variable and its value. */
  readonly option: string;
  /** US dollars a month; negative when it costs less. */
  readonly monthly: number | "unknown";
  /** What it means besides the price. */
  readonly note: string;
}

interface Option {
  readonly option: string;
  readonly note: string;
  /** The deployment with this option; undefined when it has it already, or cannot have it. */
  readonly change?: (deployment: Deployment) => Deployment | undefined;
  /** Variables with this option; undefined when they are so already. */
  readonly values?: (synthesized: Synthesized) => Values | undefined;
}

/**
 * The monthly delta of each option that a deployment does not have, by synthesizing it with the option and subtracting.
 * Prices by use are in neither.
 */
export function optionDeltas(synthesized: Synthesized, prices: PriceTable = committedPrices): OptionDelta[] {
  const now = monthlyCost(synthesized, prices);
  const deltas = options.flatMap(({ option, note, change, values }): OptionDelta[] => {
    const changed = change ? change(synthesized.deployment) : synthesized.deployment;
    const set = values ? values(synthesized) : {};
    if (!changed || !set) return [];
    // Values that the caller gave stay; those of variables that only the option brings in are its defaults.
    const other =
      changed === synthesized.deployment ? synthesized : keepInputs(synthesizeDeployment(changed), synthesized);
    const cost = monthlyCost(withValues(other, set), prices);
    return [{ option, monthly: difference(now, cost), note }];
  });
  return [...deltas, ...extendedSupport(synthesized, prices)];
}

/** Unknown when something without a price, or without a number, is in one of them only. */
function difference(before: Cost, after: Cost): number | "unknown" {
  const missing = ({ lines }: Cost) => lines.filter(({ monthly, byUse }) => monthly === "unknown" && !byUse);
  const [was, is] = [before, after].map((cost) => JSON.stringify(missing(cost)));
  return was === is ? Math.round((after.total - before.total) * 100) / 100 : "unknown";
}

function keepInputs(other: Synthesized, { inputs }: Synthesized): Synthesized {
  return withValues(other, {
    infrastructure: known(inputs.infrastructure, other.inputs.infrastructure),
    application: known(inputs.application, other.inputs.application),
  });
}

function known<T>(given: Readonly<Record<string, T>>, declared: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name in declared));
}

const options: readonly Option[] = [
  {
    option: "network.natGateways: single",
    note: "when its zone fails, no private subnet reaches the internet",
    change: (deployment) => network(deployment, { natGateways: "single" }),
  },
  {
    option: "network.natGateways: perZone",
    note: "each zone keeps its own way to the internet",
    change: (deployment) => network(deployment, { natGateways: "perZone" }),
  },
  {
    option: "network.zones: 2",
    note: "a failed zone takes half",
    change: (deployment) => network(deployment, { zones: 2 }),
  },
  { option: "network.zones: 3", note: "as the reference", change: (deployment) => network(deployment, { zones: 3 }) },
  {
    option: "network.interfaceEndpoints: true",
    note: "saves what NAT gateways charge for the same data",
    change: (deployment) => network(deployment, { interfaceEndpoints: true }),
  },
  {
    option: "loadBalancer.waf: true",
    note: "and a price for each million requests",
    change: (deployment) => loadBalancer(deployment, { waf: true }),
  },
  {
    option: "loadBalancer.scheme: internal",
    note: "reached from the VPC and networks connected to it",
    change: (deployment) => loadBalancer(deployment, { scheme: "internal" }),
  },
  {
    option: "cluster.nodes: autoscaling, all of max_node_count running",
    note: "the price of the most nodes; the least cost what fixed ones do",
    change: ({ cluster, ...rest }) =>
      cluster.mode === "create" && cluster.nodes === "fixed"
        ? { ...rest, cluster: { ...cluster, nodes: "autoscaling" } }
        : undefined,
    values: ({ inputs }) => {
      const nodes = Number(inputs.infrastructure.node_count);
      return { infrastructure: { min_node_count: 2 * nodes, max_node_count: 2 * nodes } };
    },
  },
  {
    option: "backup.mode: create, with a copy in another region",
    note: "two keys, and prices by use for what backups take",
    change: ({ backup, ...rest }) =>
      backup.mode === "none" && !(rest.database.mode === "existing" && rest.bucket.mode === "existing")
        ? { ...rest, backup: { mode: "create", vaultLock: true, copy: "otherRegion" } }
        : undefined,
  },
  {
    option: "database_multi_az = false",
    note: "a failed zone takes the server down",
    values: (synthesized) => multiAz(synthesized, false),
  },
  {
    option: "database_multi_az = true",
    note: "a standby takes over when a zone fails",
    values: (synthesized) => multiAz(synthesized, true),
  },
];

type Of<Part extends "network" | "loadBalancer"> = Partial<Extract<Deployment[Part], { mode: "create" }>>;

function network(deployment: Deployment, change: Of<"network">): Deployment | undefined {
  const { network } = deployment;
  if (network.mode !== "create" || isSame(network, change)) return undefined;
  return { ...deployment, network: { ...network, ...change } };
}

function loadBalancer(deployment: Deployment, change: Of<"loadBalancer">): Deployment | undefined {
  const { loadBalancer } = deployment;
  if (loadBalancer.mode !== "create" || isSame(loadBalancer, change)) return undefined;
  return { ...deployment, loadBalancer: { ...loadBalancer, ...change } };
}

function isSame<T extends object>(now: T, change: Partial<T>): boolean {
  return Object.entries(change).every(([key, value]) => now[key as keyof T] === value);
}

function multiAz({ inputs, deployment }: Synthesized, wanted: boolean): Values | undefined {
  const isSo = deployment.database.mode === "existing" || inputs.infrastructure.database_multi_az === wanted;
  return isSo ? undefined : { infrastructure: { database_multi_az: wanted } };
}

/** Not an option of the deployment, which upgrades by itself instead: what a cluster costs that stays behind. */
function extendedSupport({ deployment }: Synthesized, prices: PriceTable): OptionDelta[] {
  if (deployment.cluster.mode !== "create") return [];
  const [standard, extended] = ["eks cluster", "eks cluster in extended support"].map(
    (name) => priceOf(prices, name)?.usd,
  );
  const monthly =
    standard === undefined || extended === undefined
      ? "unknown"
      : Math.round((extended - standard) * hoursPerMonth * 100) / 100;
  const note = "for a kubernetes_version out of standard support; clusters made here are upgraded by EKS instead";
  return [{ option: "EKS extended support", monthly, note }];
}
