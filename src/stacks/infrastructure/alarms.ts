import { Cluster, type ContainerInsights } from "../../../modules/cluster";
import { leaveToUser } from "../../../modules/core";
import { Database } from "../../../modules/database";
import { LoadBalancer } from "../../../modules/load-balancer";
import { AlarmTopic, Alarms } from "../../../modules/monitoring";
import { releaseName } from "../../../modules/package-manager";
import {
  alarmVariables,
  certificateAlarmVariables,
  databaseAlarmVariables,
  loadBalancerAlarmVariables,
  podAlarmVariables,
  targetAlarmVariables,
} from "../../variables/monitoring";
import { podRestartVariables } from "../../variables/pod-monitoring";
import { type Context, encryptionKey } from "./context";
import type { MonitoredParts } from "./monitoring";

export interface AlarmInputs {
  readonly runbookBaseUrl: string;
  readonly insights?: ContainerInsights;
}

/** Alarms for what is made here, and for what exists as far as it is known; the rest is left to the user. */
export function alarms(context: Context, parts: MonitoredParts, inputs: AlarmInputs): Alarms {
  const { stack, name, account } = context;
  const { alarmEmailAddresses, alarmTopicArns } = stack.declare(alarmVariables);
  const { topicArn } = new AlarmTopic(stack, "AlarmTopic", {
    ...account,
    name: `${name}-alarms`,
    emailAddresses: alarmEmailAddresses,
    encryptionKey: encryptionKey(context, "AlarmsKey", {
      purpose: "alarms",
      alias: "alarms",
      description: "Messages of Package Manager's alarms",
      serviceGrants: ["alarms", "events"],
    }),
  });
  stack.output("alarm_topic_arn", topicArn, "SNS topic of the alarms; pagers and chats subscribe to it.");
  const all = new Alarms(stack, "Alarms", {
    name,
    topicArn,
    furtherTopicArns: alarmTopicArns,
    accountId: account.accountId,
    runbookBaseUrl: inputs.runbookBaseUrl,
  });
  const unwatched = [
    ...watchLoadBalancer(context, all, parts),
    ...watchDatabase(context, all, parts),
    ...watchCluster(context, all, parts, inputs),
  ];
  if (parts.backups) {
    const { vaultName, vaultArn, copyVaultName } = parts.backups;
    all.watchBackups({ vaultName, vaultArn, isCopied: copyVaultName !== undefined });
  }
  if (unwatched.length > 0) {
    leaveToUser(all, {
      what: "No alarm made here watches these parts, which exist; whoever owns them should have such alarms",
      text: unwatched.join("\n"),
    });
  }
  return all;
}

/** Each of these watches a part, and returns what it cannot watch of it. */
function watchLoadBalancer({ stack, deployment }: Context, all: Alarms, { loadBalancer }: MonitoredParts): string[] {
  const { metrics } = loadBalancer;
  const targets = stack.declare(targetAlarmVariables);
  const expectedTargets =
    deployment.loadBalancer.targets === "node" ? undefined : stack.declare(podAlarmVariables).alarmExpectedTargets;
  all.watchTargets({
    metrics,
    errors: targets.alarmTargetErrors,
    latencySeconds: targets.alarmLatencySeconds,
    unhealthyTargets: targets.alarmUnhealthyTargets,
    healthyTargets: targets.alarmHealthyTargets,
    expectedTargets,
  });
  if (!(loadBalancer instanceof LoadBalancer)) {
    return [
      `load balancer ${loadBalancer.loadBalancerArn}: its own errors 5xx, which it counts for all that use it, and its certificate`,
    ];
  }
  const { certificateArn } = loadBalancer;
  all.watchLoadBalancer({
    metrics,
    errors: stack.declare(loadBalancerAlarmVariables).alarmLoadBalancerErrors,
    certificate:
      certificateArn === undefined
        ? undefined
        : { certificateArn, days: stack.declare(certificateAlarmVariables).alarmCertificateDays },
  });
  return [];
}

function watchDatabase({ stack }: Context, all: Alarms, { database }: MonitoredParts): string[] {
  if (!(database instanceof Database)) {
    return [
      `database ${database.host}: CPU, CPU credits, connections, free storage and memory, failovers, and backups`,
    ];
  }
  const limits = stack.declare(databaseAlarmVariables);
  all.watchDatabase({
    identifier: database.identifier,
    instanceClass: database.instanceClass,
    maxConnections: database.maxConnections,
    cpuPercent: limits.alarmDatabaseCpuPercent,
    credits: limits.alarmDatabaseCredits,
    connectionsPercent: limits.alarmDatabaseConnectionsPercent,
    freeStorageGiB: limits.alarmDatabaseFreeStorageGib,
    freeMemoryMiB: limits.alarmDatabaseFreeMemoryMib,
  });
  return [];
}

function watchCluster(
  { stack }: Context,
  all: Alarms,
  { cluster, namespace }: MonitoredParts,
  { insights }: AlarmInputs,
): string[] {
  if (!(cluster instanceof Cluster)) {
    return [`cluster ${cluster.clusterName}: missing nodes, nodes that are not ready, and restarts of pods`];
  }
  const { autoscalingGroupName, count: nodeCount } = cluster.nodes;
  all.watchNodes({ autoscalingGroupName, nodeCount });
  if (insights) {
    const { alarmPodRestarts: restarts } = stack.declare(podRestartVariables);
    all.watchContainers({ clusterName: cluster.clusterName, namespace, workload: releaseName, restarts });
  }
  return [];
}
