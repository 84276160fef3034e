import { failed, type Finding, passed, unknown } from "./check";

export interface NodeGroup {
  readonly name: string;
  /** As EKS calls it: `ACTIVE`, … */
  readonly status: string;
  /** None when its launch template has the type. */
  readonly types: readonly string[];
  /** How many are desired. */
  readonly nodes: number;
}

/** Whether a cluster's node groups have what the variables say of its nodes. */
export function judgeNodes(
  groups: readonly NodeGroup[],
  { count, type }: { readonly count: number; readonly type: string | undefined },
): Finding {
  const active = groups.filter(({ status }) => status === "ACTIVE");
  if (active.length === 0) {
    const rest = groups.map(({ name, status }) => `${name} is ${status}`).join(", ");
    return failed(rest || "it has no managed node group", "make one, or set cluster.nodes to what keeps its nodes");
  }
  const sum = active.reduce((total, { nodes }) => total + nodes, 0);
  if (sum < count) {
    return failed(`${sum} nodes are desired, while node_count is ${count}`, "add nodes, or lower node_count");
  }
  const types = [...new Set(active.flatMap((group) => group.types))].sort();
  const text = `${sum} nodes in ${active.map(({ name }) => name).join(", ")}`;
  if (type === undefined || types.includes(type)) return passed(text);
  return unknown(
    `${text}, of ${types.join(", ") || "the type of a launch template"}, while node_instance_type is ${type}`,
    "set node_instance_type to the smallest type that pods may run on",
  );
}
