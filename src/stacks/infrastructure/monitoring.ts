import type { Backup } from "../../../modules/backup";
import { Cluster, type ContainerInsights, type ICluster } from "../../../modules/cluster";
import { Database, type IDatabase } from "../../../modules/database";
import { type ILoadBalancer, LoadBalancer } from "../../../modules/load-balancer";
import { type Alarms, Dashboard } from "../../../modules/monitoring";
import { releaseName } from "../../../modules/package-manager";
import { runbookVariables } from "../../variables/monitoring";
import { alarms } from "./alarms";
import type { ClusterInputs } from "./cluster";
import { containerInsights } from "./container-insights";
import type { Context } from "./context";

export interface MonitoredParts {
  readonly cluster: ICluster;
  readonly clusterInputs: ClusterInputs;
  readonly database: IDatabase;
  readonly loadBalancer: ILoadBalancer;
  /** By AWS Backup. @default - none are made here */
  readonly backups?: Backup;
  /** Of the pods. */
  readonly namespace: string;
}

/** Where to look, and what watches. */
export interface Monitoring {
  /** @default - none are made here */
  readonly alarms?: Alarms;
  /** Where they go. */
  readonly topicArn?: string;
  readonly dashboardName?: string;
  /** Log group of the pods. @default - without Container Insights */
  readonly podLogGroupName?: string;
}

/** What tells people how it goes: logs of the pods, alarms, and a dashboard, as far as the deployment wants them. */
export function monitoring(context: Context, parts: MonitoredParts): Monitoring {
  const { stack, deployment } = context;
  const insights = containerInsights(context, parts);
  const { alarms: raise, dashboard: show } = deployment.monitoring;
  if (!raise && !show) return { podLogGroupName: insights?.podLogGroupName };
  const { runbookBaseUrl } = stack.declare(runbookVariables);
  const watching = raise ? alarms(context, parts, { runbookBaseUrl, insights }) : undefined;
  return {
    alarms: watching,
    topicArn: watching?.topicArn,
    podLogGroupName: insights?.podLogGroupName,
    dashboardName: show ? dashboard(context, parts, { runbookBaseUrl, insights, watching }) : undefined,
  };
}

interface Shown {
  readonly runbookBaseUrl: string;
  readonly insights?: ContainerInsights;
  readonly watching?: Alarms;
}

function dashboard({ stack, name, account }: Context, parts: MonitoredParts, shown: Shown): string {
  const { cluster, database, loadBalancer, namespace } = parts;
  const { autoscalingGroupName, count } = cluster.nodes;
  return new Dashboard(stack, "Dashboard", {
    name,
    region: account.region,
    url: loadBalancer.url,
    runbookBaseUrl: shown.runbookBaseUrl,
    alarmArns: shown.watching?.alarmArns,
    loadBalancer: { metrics: loadBalancer.metrics, isShared: !(loadBalancer instanceof LoadBalancer) },
    database: database instanceof Database ? database : undefined,
    nodes:
      cluster instanceof Cluster && autoscalingGroupName !== undefined
        ? { autoscalingGroupName, nodeCount: count }
        : undefined,
    containers: shown.insights && {
      clusterName: cluster.clusterName,
      namespace,
      workload: releaseName,
      logGroup: shown.insights.podLogGroupName,
    },
  }).dashboardName;
}
