import { Cluster, ContainerInsights } from "../../../modules/cluster";
import { containerInsightsRoleVariables } from "../../variables/iam";
import { containerInsightsVariables } from "../../variables/pod-monitoring";
import { type Context, givenRoles } from "./context";
import type { MonitoredParts } from "./monitoring";

/** Logs and measurements of pods and nodes, where the deployment wants them. */
export function containerInsights(
  context: Context,
  { cluster, clusterInputs }: Pick<MonitoredParts, "cluster" | "clusterInputs">,
): ContainerInsights | undefined {
  const { stack, deployment, iam, name } = context;
  if (!deployment.monitoring.containerInsights) return undefined;
  if (!(cluster instanceof Cluster) || clusterInputs.mode !== "create") {
    throw new Error("Container Insights are for a cluster that is made here");
  }
  const variables = stack.declare(containerInsightsVariables);
  return new ContainerInsights(stack, "ContainerInsights", {
    ...iam,
    roleArn: givenRoles(context, containerInsightsRoleVariables).containerInsightsRoleArn,
    roleName: `${name}-cloudwatch-agent`,
    clusterName: cluster.clusterName,
    kubernetesVersion: clusterInputs.variables.kubernetesVersion,
    version: variables.cloudwatchObservabilityVersion,
    identity: cluster.workloadIdentity,
    logsKey: context.logsKey(),
    logRetentionDays: variables.podLogRetentionDays,
    after: [cluster.nodes.resource],
  });
}
