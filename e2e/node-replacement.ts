import { deepStrictEqual as equal, notStrictEqual, ok } from "node:assert/strict";
import type { AwsContext } from "./aws-context";
import type { Json } from "./json";
import { plannedChanges, text } from "./plan-changes";
import type { Plan, TerraformFolder } from "./terraform";

const nodes = "aws_eks_node_group.cluster_node_group";
const newPath = "/package-manager/";

/**
 * Replaces the node group: another instance type, and another IAM path, which takes the nodes' role along. Each role that
 * `create_before_destroy` spreads to must have another name, or IAM refuses the second.
 */
export async function checkNodeReplacement(
  { lane, recorder }: AwsContext,
  terraform: TerraformFolder,
  variables: Readonly<Record<string, Json>>,
): Promise<void> {
  await lane.step(
    "another instance type makes a node group before the old one goes, and replaces nothing else",
    async () => {
      terraform.setVariables({ ...variables, node_instance_type: "m6a.4xlarge" });
      const plan = await terraform.plan();
      // Not by argument: the emulator forgets some, which a replacement sends again.
      const changes = plannedChanges(plan).map(({ address, action }) => `${address} ${action}`);
      equal(
        [...new Set(changes)],
        [
          // They name the node group.
          "aws_cloudwatch_dashboard.dashboard update",
          "aws_cloudwatch_metric_alarm.alarms_missing_nodes update",
          `${nodes} replace`,
          "output.node_memory_mib output",
        ],
      );
      equal(orders(plan), { [nodes]: "create, delete" });
    },
  );
  terraform.setVariables({ ...variables, node_instance_type: "m6a.4xlarge", iam_path: newPath });
  await lane.step("another IAM path leaves the cluster and the control plane's role alone", async () => {
    const plan = await terraform.plan();
    const replaced = orders(plan);
    equal(
      ["aws_eks_cluster.cluster", "aws_iam_role.cluster_role"].filter((address) => address in replaced),
      [],
    );
    // What the nodes depend on is made first, too.
    equal(
      [nodes, "aws_iam_role.cluster_node_group_role", "aws_iam_role.cluster_vpc_cni_role"].map((a) => replaced[a]),
      ["create, delete", "create, delete", "create, delete"],
    );
  });
  const before = await nodeGroup(terraform);
  const sent = recorder.exchanges.length;
  await lane.step("applies both", () => terraform.applyPlan());
  await lane.check(
    "made the new node group before the old one went, under another name and the same address",
    async () => {
      const after = await nodeGroup(terraform);
      notStrictEqual(after.name, before.name);
      const calls = recorder.exchanges.slice(sent).map(({ action }) => action);
      const made = calls.findIndex((action) => /^POST \/clusters\/[^/]+\/node-groups$/.test(action));
      const gone = calls.findIndex((action) => action.startsWith("DELETE /clusters/") && action.endsWith(before.name));
      ok(made >= 0 && gone >= 0, `no call makes or deletes a node group: ${calls.join("\n")}`);
      ok(made < gone, `deleted ${before.name} before it made ${after.name}`);
      ok(after.role.includes(`role${newPath}`), after.role);
    },
  );
  await lane.check(
    "has nothing left to do: the policies of roles that kept their name were made again, too",
    async () => {
      equal(plannedChanges(await terraform.plan()).map(text), []);
    },
  );
}

/** Address → order of the two steps, of each resource that is replaced. */
function orders(plan: Plan): Record<string, string> {
  const replaced = (plan.resource_changes ?? []).filter(({ change: { actions } }) => actions.length === 2);
  return Object.fromEntries(replaced.map(({ address, change: { actions } }) => [address, actions.join(", ")]));
}

async function nodeGroup(terraform: TerraformFolder): Promise<{ name: string; role: string }> {
  const found = (await terraform.state()).find(({ address }) => address === nodes);
  return { name: String(found?.values.node_group_name), role: String(found?.values.node_role_arn) };
}
