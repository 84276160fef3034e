import { type Part, partTitles } from "../inspect/parts";
import type { Comparison, Difference } from "./difference";

/** What changes in one part. */
export interface Group {
  readonly title: string;
  /** Each on its own, resources first. */
  readonly shown: readonly Difference[];
  /** Variables, outputs and the like that come or go in number. */
  readonly summed: readonly Sum[];
}

export interface Sum {
  readonly kind: "added" | "removed";
  readonly stack: string;
  /** `12 variables, 1 output` */
  readonly text: string;
}

/** More than these that come or go together are counted, since they follow from the resources. */
const mostListed = 6;

export const symbols = { added: "+", changed: "~", removed: "-" } as const;

/** Differences by part, in the order in which documents have the parts. */
export function groupsOf({ differences }: Comparison): Group[] {
  return (Object.keys(partTitles) as Part[]).flatMap((part) => {
    const own = differences.filter((difference) => difference.part === part);
    if (own.length === 0) return [];
    const resources = own.filter(isResource);
    const others = own.filter((difference) => !isResource(difference));
    const many = manyOf(others);
    const shown = [...resources, ...others.filter((difference) => !many.flat().includes(difference))];
    return [{ title: partTitles[part], shown, summed: many.map(sumOf) }];
  });
}

/** `1 resource added, 2 changed; 3 other differences` */
export function summaryOf({ differences }: Comparison): string {
  if (differences.length === 0) return "No difference";
  const resources = differences.filter(isResource);
  const counts = (["added", "changed", "removed"] as const).flatMap((kind) => {
    const { length } = resources.filter((difference) => difference.kind === kind);
    return length > 0 ? [`${length} ${kind}`] : [];
  });
  const replaced = resources.filter(({ effect }) => effect === "replace").length;
  if (replaced > 0) counts.push(`of which ${replaced} replaced`);
  const others = differences.length - resources.length;
  return [
    counts.length > 0 ? `Resources: ${counts.join(", ")}` : "No resource itself changes",
    ...(others > 0 ? [`${others} other ${others === 1 ? "difference" : "differences"}`] : []),
  ].join("; ");
}

/** Whether it is a resource, not a data source, a variable or a setting. */
export function isResource({ address }: Difference): boolean {
  return !/^(module\.[^.]+\.)*(data|ephemeral)\.|^(var|local|output|check|provider|terraform)\./.test(address);
}

function manyOf(others: readonly Difference[]): Difference[][] {
  const groups = new Map<string, Difference[]>();
  for (const difference of others) {
    const { kind, stack } = difference;
    if (kind === "changed") continue;
    const group = groups.get(`${kind} ${stack}`) ?? [];
    groups.set(`${kind} ${stack}`, [...group, difference]);
  }
  return [...groups.values()].filter((group) => group.length > mostListed);
}

const plurals: Readonly<Record<string, readonly [one: string, several: string]>> = {
  var: ["variable", "variables"],
  local: ["local value", "local values"],
  output: ["output", "outputs"],
  check: ["check", "checks"],
  provider: ["provider", "providers"],
  terraform: ["setting of Terraform", "settings of Terraform"],
  data: ["data source", "data sources"],
  ephemeral: ["ephemeral resource", "ephemeral resources"],
};

function sumOf(group: readonly Difference[]): Sum {
  const counts = new Map<string, number>();
  for (const { address } of group) {
    const [root = ""] = address.split(".");
    counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  const text = [...counts]
    .map(([root, count]) => `${count} ${plurals[root]?.[count === 1 ? 0 : 1] ?? root}`)
    .join(", ");
  const { kind = "added", stack = "" } = group[0] ?? {};
  return { kind: kind === "removed" ? kind : "added", stack, text };
}
