import { type IResolvable, Token } from "cdktf";
import { expression } from "../core";
import {
  balancerMetric,
  clusterMetric,
  databaseMetric,
  groupMetric,
  type Metric,
  podMetric,
  targetMetric,
} from "./metrics";
import type {
  WatchedCluster,
  WatchedContainers,
  WatchedDatabase,
  WatchedLoadBalancer,
  WatchedTargets,
} from "./watched";

/** When CloudWatch raises an alarm. */
export interface AlarmSpec {
  /** Part of the address; in lower case with hyphens the end of the alarm's name, and its anchor in the runbook. */
  readonly id: string;
  /** Sentences that say what it means, for whom it wakes. */
  readonly meaning: string;
  readonly metric: Metric;
  /** Seconds. */
  readonly period: number;
  /** Periods in a row, all of which must be over the threshold. */
  readonly evaluationPeriods: number;
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** What counts as a period without data: `ignore` keeps the state, `missing` keeps the alarm from being judged at all. */
  readonly treatMissingData: "breaching" | "notBreaching" | "ignore" | "missing";
  /**
   * Whether a period without data counts as 0, even where older ones have data: CloudWatch looks back beyond the periods
   * that it needs, and judges those that it finds. @default false
   */
  readonly absentIsZero?: true;
  /** 0 where the alarm makes no sense. @default - always made */
  readonly count?: IResolvable;
}

const minutes = (count: number) => ({ period: 60, evaluationPeriods: count });
const fiveMinutes = (times: number) => ({ period: 300, evaluationPeriods: times });

/** Errors, latency and health of targets. */
export function loadBalancer({ metrics, expectedTargets, ...limits }: WatchedTargets): AlarmSpec[] {
  const missing: AlarmSpec[] =
    expectedTargets === undefined
      ? []
      : [
          {
            id: "MissingTargets",
            meaning: "Fewer pods than there should be have taken requests for half an hour: one does not become ready.",
            metric: targetMetric("HealthyHostCount", "Minimum", metrics),
            ...minutes(30),
            comparisonOperator: "LessThanThreshold",
            threshold: expectedTargets,
            treatMissingData: "breaching",
          },
        ];
  return [
    ...missing,
    {
      id: "TargetErrors",
      meaning: "Package Manager answers requests with errors (5xx).",
      metric: targetMetric("HTTPCode_Target_5XX_Count", "Sum", metrics),
      ...fiveMinutes(1),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: limits.errors,
      treatMissingData: "notBreaching",
    },
    {
      id: "SlowAnswers",
      meaning: "Five of 100 requests wait long for the first byte of their answer.",
      metric: targetMetric("TargetResponseTime", "p95", metrics),
      ...fiveMinutes(3),
      comparisonOperator: "GreaterThanThreshold",
      threshold: limits.latencySeconds,
      treatMissingData: "notBreaching",
    },
    {
      id: "UnhealthyTargets",
      meaning: "The load balancer has not reached a pod or node for ten minutes that Kubernetes calls ready.",
      metric: targetMetric("UnHealthyHostCount", "Maximum", metrics),
      ...minutes(10),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: limits.unhealthyTargets,
      treatMissingData: "notBreaching",
    },
    {
      id: "TooFewHealthyTargets",
      meaning: "Fewer pods than needed take requests; with none left, Package Manager is down.",
      metric: targetMetric("HealthyHostCount", "Minimum", metrics),
      ...minutes(5),
      comparisonOperator: "LessThanThreshold",
      threshold: limits.healthyTargets,
      // An empty target group has no such metric.
      treatMissingData: "breaching",
    },
  ];
}

/** A load balancer's own errors, and its certificate. */
export function ownLoadBalancer({ metrics, errors, certificate }: WatchedLoadBalancer): AlarmSpec[] {
  const own: AlarmSpec = {
    id: "LoadBalancerErrors",
    meaning: "The load balancer itself answers with errors (5xx): it finds no pod, or none that answers in time.",
    metric: balancerMetric("HTTPCode_ELB_5XX_Count", "Sum", metrics),
    ...fiveMinutes(1),
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: errors,
    treatMissingData: "notBreaching",
  };
  if (!certificate) return [own];
  return [
    own,
    {
      id: "CertificateExpiry",
      meaning:
        "The certificate of the load balancer ends soon and has not been renewed; clients then refuse to connect.",
      metric: {
        namespace: "AWS/CertificateManager",
        name: "DaysToExpiry",
        dimensions: { CertificateArn: certificate.certificateArn },
        statistic: "Minimum",
      },
      // ACM measures once a day.
      period: 86_400,
      evaluationPeriods: 1,
      comparisonOperator: "LessThanThreshold",
      threshold: certificate.days,
      // It ends with the certificate, when the alarm must stay.
      treatMissingData: "ignore",
    },
  ];
}

/** Load and room of an RDS server. */
export function database({ identifier, ...limits }: WatchedDatabase): AlarmSpec[] {
  const metric = (name: string, statistic: string) => databaseMetric(name, statistic, identifier);
  return [
    {
      id: "DatabaseCpu",
      meaning: "The database has been computing near its limit for 15 minutes; answers become slow.",
      metric: metric("CPUUtilization", "Average"),
      ...fiveMinutes(3),
      comparisonOperator: "GreaterThanThreshold",
      threshold: limits.cpuPercent,
      treatMissingData: "missing",
    },
    {
      id: "DatabaseCredits",
      meaning:
        "The burstable database has nearly used up its CPU credits; beyond them AWS charges for each hour of CPU.",
      metric: metric("CPUCreditBalance", "Minimum"),
      ...fiveMinutes(3),
      comparisonOperator: "LessThanThreshold",
      threshold: limits.credits,
      treatMissingData: "notBreaching",
      count: expression`startswith(${limits.instanceClass}, "db.t") ? 1 : 0`,
    },
    {
      id: "DatabaseConnections",
      meaning:
        "The pods hold more connections to the database than their pools should; at its limit new ones are refused.",
      metric: metric("DatabaseConnections", "Maximum"),
      ...fiveMinutes(1),
      comparisonOperator: "GreaterThanThreshold",
      threshold: Token.asNumber(expression`floor(${limits.maxConnections} * ${limits.connectionsPercent} / 100)`),
      treatMissingData: "missing",
    },
    {
      id: "DatabaseStorage",
      meaning: "The database runs out of storage; when it is full, the server stops.",
      metric: metric("FreeStorageSpace", "Minimum"),
      ...fiveMinutes(1),
      comparisonOperator: "LessThanThreshold",
      threshold: Token.asNumber(expression`${limits.freeStorageGiB} * 1024 * 1024 * 1024`),
      treatMissingData: "missing",
    },
    {
      id: "DatabaseMemory",
      meaning: "The database has little memory left; it begins to swap, and may be restarted.",
      metric: metric("FreeableMemory", "Average"),
      ...fiveMinutes(3),
      comparisonOperator: "LessThanThreshold",
      threshold: Token.asNumber(expression`${limits.freeMemoryMiB} * 1024 * 1024`),
      treatMissingData: "missing",
    },
  ];
}

/** Nodes that should be there. */
export function cluster({ autoscalingGroupName, nodeCount }: WatchedCluster): AlarmSpec[] {
  return [
    {
      id: "MissingNodes",
      meaning:
        "The node group has had fewer nodes than it should for 15 minutes; the next failure leaves pods without one.",
      metric: groupMetric("GroupInServiceInstances", "Minimum", autoscalingGroupName),
      ...minutes(15),
      comparisonOperator: "LessThanThreshold",
      threshold: nodeCount,
      treatMissingData: "missing",
    },
  ];
}

/** Nodes and pods as Kubernetes sees them. */
export function containers(watched: WatchedContainers): AlarmSpec[] {
  return [
    {
      id: "NodesNotReady",
      meaning: "A node has not been ready for ten minutes: its pods are lost or about to move.",
      metric: clusterMetric("cluster_failed_node_count", "Maximum", watched.clusterName),
      ...minutes(10),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "missing",
    },
    {
      id: "PodRestarts",
      meaning: "Package Manager's containers end and are started again and again.",
      metric: podMetric("pod_number_of_container_restarts", "Sum", watched),
      period: 900,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: watched.restarts,
      treatMissingData: "notBreaching",
    },
  ];
}
