import type { VariableRule } from "../terraform/variables";

/** Rule of `node_instance_type`. */
export const instanceTypeRule: VariableRule = {
  condition: 'can(regex("^[a-z][a-z0-9-]*[.][a-z0-9-]+$", var.node_instance_type))',
  expected: "an EC2 instance type",
  fix: "write it like c6a.4xlarge",
};

/** Rule of a number of nodes. */
export const nodeCountRule = (name: string): VariableRule => ({
  condition: `var.${name} >= 2 && var.${name} <= 450 && floor(var.${name}) == var.${name}`,
  expected: "a whole number of nodes from 2 to 450",
  fix: "with a single node, its loss or update stops everything; EKS allows 450 in a node group",
});
