import type { LoadBalancerMetrics } from "../load-balancer";

/** Targets behind a load balancer, and when to raise an alarm. */
export interface WatchedTargets {
  readonly metrics: LoadBalancerMetrics;
  /** Answers 5xx of the targets in five minutes. */
  readonly errors: number;
  /** Seconds within which 95 of 100 answers begin. */
  readonly latencySeconds: number;
  /** Unhealthy targets, for ten minutes. */
  readonly unhealthyTargets: number;
  /**
   * Fewer healthy targets than these, for half an hour. A pod that is not ready is no target at all, so it is neither
   * healthy nor unhealthy. @default - none: the targets are nodes, which say nothing of pods
   */
  readonly expectedTargets?: number;
  /** Fewer healthy targets than these. */
  readonly healthyTargets: number;
}

/** A load balancer that serves one application only. */
export interface WatchedLoadBalancer {
  readonly metrics: LoadBalancerMetrics;
  /** Answers 5xx of the load balancer itself in five minutes. */
  readonly errors: number;
  /** Of the HTTPS listener, in ACM. @default - there is none */
  readonly certificate?: {
    readonly certificateArn: string;
    /** Fewer days of validity than these. */
    readonly days: number;
  };
}

/** An RDS server. */
export interface WatchedDatabase {
  readonly identifier: string;
  readonly instanceClass: string;
  readonly cpuPercent: number;
  /** Fewer CPU credits than these, of a burstable class. */
  readonly credits: number;
  /** Connections that the server accepts. */
  readonly maxConnections: number;
  /** Open ones, in per cent of {@link maxConnections}. */
  readonly connectionsPercent: number;
  readonly freeStorageGiB: number;
  readonly freeMemoryMiB: number;
}

/** Nodes in an Auto Scaling group. */
export interface WatchedCluster {
  readonly autoscalingGroupName: string;
  /** Fewer nodes than these. */
  readonly nodeCount: number;
}

/** Pods and nodes in a cluster with Container Insights. */
export interface WatchedContainers {
  readonly clusterName: string;
  readonly namespace: string;
  /** Name of the Deployment. */
  readonly workload: string;
  /** Restarts of its containers in 15 minutes. */
  readonly restarts: number;
}

/** A vault of AWS Backup. */
export interface WatchedBackups {
  readonly vaultName: string;
  readonly vaultArn: string;
  /** Whether backups are copied to another vault. */
  readonly isCopied: boolean;
}
