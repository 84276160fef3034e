import type { LoadBalancerMetrics } from "../load-balancer";

/** A metric of CloudWatch, one series of it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `Minimum`, `Maximum`, or a percentile such as `p95`. */
  readonly statistic: string;
}

type Statistic = Metric["statistic"];

/** Of a load balancer, and of the targets behind it. */
export const balancerMetric = (name: string, statistic: Statistic, { loadBalancer }: LoadBalancerMetrics): Metric => ({
  namespace: "AWS/ApplicationELB",
  name,
  dimensions: { LoadBalancer: loadBalancer },
  statistic,
});

export const targetMetric = (name: string, statistic: Statistic, metrics: LoadBalancerMetrics): Metric => ({
  namespace: "AWS/ApplicationELB",
  name,
  dimensions: { LoadBalancer: metrics.loadBalancer, TargetGroup: metrics.targetGroup },
  statistic,
});

export const databaseMetric = (name: string, statistic: Statistic, identifier: string): Metric => ({
  namespace: "AWS/RDS",
  name,
  dimensions: { DBInstanceIdentifier: identifier },
  statistic,
});

/** EKS turns the metrics of the groups that it makes on. */
export const groupMetric = (name: string, statistic: Statistic, autoscalingGroupName: string): Metric => ({
  namespace: "AWS/AutoScaling",
  name,
  dimensions: { AutoScalingGroupName: autoscalingGroupName },
  statistic,
});

export const clusterMetric = (name: string, statistic: Statistic, clusterName: string): Metric => ({
  namespace: "ContainerInsights",
  name,
  dimensions: { ClusterName: clusterName },
  statistic,
});

/** Of the pods of a workload together; Container Insights names them after it. */
export const podMetric = (
  name: string,
  statistic: Statistic,
  { clusterName, namespace, workload }: Readonly<Record<"clusterName" | "namespace" | "workload", string>>,
): Metric => ({
  namespace: "ContainerInsights",
  name,
  dimensions: { ClusterName: clusterName, Namespace: namespace, PodName: workload },
  statistic,
});
