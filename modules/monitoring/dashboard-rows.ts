import type { LoadBalancerMetrics } from "../load-balancer";
import { balancerMetric, clusterMetric, databaseMetric, groupMetric, podMetric, targetMetric } from "./metrics";
import type { Line, Row, Widget } from "./widgets";

/** What a dashboard can show. A part that is not given is left out. */
export interface DashboardParts {
  /** Address of Package Manager. */
  readonly url: string;
  /** Folder of the runbooks, as the alarms name it. */
  readonly runbookBaseUrl: string;
  /** @default - no alarms are made here */
  readonly alarmArns?: string[];
  readonly loadBalancer: {
    readonly metrics: LoadBalancerMetrics;
    /** Whether others use the load balancer too, whose own errors then say nothing of Package Manager. */
    readonly isShared: boolean;
  };
  /** @default - a server that CloudWatch does not know, or not by a known name */
  readonly database?: { readonly identifier: string; readonly maxConnections: number };
  /** @default - nodes that are in no one Auto Scaling group */
  readonly nodes?: { readonly autoscalingGroupName: string; readonly nodeCount: number };
  /** @default - without Container Insights */
  readonly containers?: {
    readonly clusterName: string;
    readonly namespace: string;
    readonly workload: string;
    readonly logGroup: string;
  };
}

/** From what clients notice down to what may cause it. */
export function rows(parts: DashboardParts): Row[] {
  return [
    head(parts),
    { height: 6, widgets: clients(parts.loadBalancer) },
    ...(parts.containers ? [{ height: 6, widgets: pods(parts.containers) }] : []),
    ...(parts.database ? databaseRows(parts.database) : []),
    ...(parts.nodes || parts.containers ? [{ height: 6, widgets: nodes(parts) }] : []),
    ...(parts.containers ? [{ height: 8, widgets: [errorLog(parts.containers)] }] : []),
  ];
}

const line = (label: string, metric: Line["metric"], axis?: Line["axis"]): Line => ({
  label,
  metric,
  ...(axis && { axis }),
});

function head({ url, runbookBaseUrl, alarmArns }: DashboardParts): Row {
  const markdown = [
    `## Package Manager at ${url}`,
    "1. Which alarm is red? Its name is a section of the runbook.",
    "2. Do clients get answers? If not: pods, database, nodes, in this order.",
    "3. What was changed last? A rollout shows as a short dip of healthy pods.",
    "",
    `Runbooks: ${runbookBaseUrl}/alarms.md`,
  ].join("\n");
  const text: Widget = { kind: "text", markdown };
  return { height: 5, widgets: alarmArns ? [{ kind: "alarms", title: "Alarms", alarmArns }, text] : [text] };
}

function clients({ metrics, isShared }: DashboardParts["loadBalancer"]): Widget[] {
  const own = isShared
    ? []
    : [line("5xx of the load balancer", balancerMetric("HTTPCode_ELB_5XX_Count", "Sum", metrics), "right")];
  return [
    {
      kind: "graph",
      title: "Do clients get answers? Requests and errors a minute",
      lines: [
        line("requests", targetMetric("RequestCount", "Sum", metrics)),
        line("5xx of the pods", targetMetric("HTTPCode_Target_5XX_Count", "Sum", metrics), "right"),
        ...own,
      ],
    },
    {
      kind: "graph",
      title: "How fast? Seconds to the first byte",
      lines: [
        line("half of them (p50)", targetMetric("TargetResponseTime", "p50", metrics)),
        line("95 of 100 (p95)", targetMetric("TargetResponseTime", "p95", metrics)),
      ],
    },
    {
      kind: "graph",
      title: "Pods that take requests",
      lines: [
        line("healthy", targetMetric("HealthyHostCount", "Minimum", metrics)),
        line("unhealthy", targetMetric("UnHealthyHostCount", "Maximum", metrics)),
      ],
    },
  ];
}

function pods(watched: NonNullable<DashboardParts["containers"]>): Widget[] {
  return [
    {
      kind: "graph",
      title: "Pods: CPU and memory, % of their limits",
      lines: [
        line("CPU", podMetric("pod_cpu_utilization_over_pod_limit", "Maximum", watched)),
        line("memory", podMetric("pod_memory_utilization_over_pod_limit", "Maximum", watched)),
      ],
    },
    {
      kind: "graph",
      title: "Pods: restarts of containers",
      lines: [line("restarts", podMetric("pod_number_of_container_restarts", "Sum", watched))],
    },
  ];
}

function databaseRows({ identifier, maxConnections }: NonNullable<DashboardParts["database"]>): Row[] {
  const metric = (name: string, statistic: string) => databaseMetric(name, statistic, identifier);
  return [
    {
      height: 6,
      widgets: [
        {
          kind: "graph",
          title: "Database: CPU %, and credits of a burstable class",
          lines: [
            line("CPU", metric("CPUUtilization", "Average")),
            line("credits", metric("CPUCreditBalance", "Minimum"), "right"),
          ],
        },
        {
          kind: "graph",
          title: "Database: connections",
          lines: [line("open", metric("DatabaseConnections", "Maximum"))],
          marks: [{ label: "most", value: maxConnections }],
        },
        {
          kind: "graph",
          title: "Database: free storage and memory, bytes",
          lines: [
            line("storage", metric("FreeStorageSpace", "Minimum")),
            line("memory", metric("FreeableMemory", "Minimum"), "right"),
          ],
        },
      ],
    },
    {
      height: 6,
      widgets: [
        {
          kind: "graph",
          title: "Database: seconds an operation on disk takes",
          lines: [line("read", metric("ReadLatency", "Average")), line("write", metric("WriteLatency", "Average"))],
        },
        {
          kind: "graph",
          title: "Database: operations on disk that wait",
          lines: [line("waiting", metric("DiskQueueDepth", "Average"))],
        },
      ],
    },
  ];
}

function nodes({ nodes: group, containers }: DashboardParts): Widget[] {
  return [
    ...(group
      ? [
          {
            kind: "graph" as const,
            title: "Nodes in the group",
            lines: [
              line("in service", groupMetric("GroupInServiceInstances", "Minimum", group.autoscalingGroupName)),
              line("desired", groupMetric("GroupDesiredCapacity", "Maximum", group.autoscalingGroupName)),
            ],
            marks: [{ label: "least", value: group.nodeCount }],
          },
        ]
      : []),
    ...(containers
      ? [
          {
            kind: "graph" as const,
            title: "Nodes as Kubernetes sees them",
            lines: [
              line("all", clusterMetric("cluster_node_count", "Minimum", containers.clusterName)),
              line("not ready", clusterMetric("cluster_failed_node_count", "Maximum", containers.clusterName)),
            ],
          },
          {
            kind: "graph" as const,
            title: "Nodes: CPU and memory, %",
            lines: [
              line("CPU", clusterMetric("node_cpu_utilization", "Maximum", containers.clusterName)),
              line("memory", clusterMetric("node_memory_utilization", "Maximum", containers.clusterName)),
            ],
          },
        ]
      : []),
  ];
}

function errorLog({ namespace, logGroup }: NonNullable<DashboardParts["containers"]>): Widget {
  return {
    kind: "logs",
    title: "Errors in the pods' logs",
    logGroup,
    query: [
      "fields @timestamp, kubernetes.pod_name, log",
      `filter kubernetes.namespace_name = '${namespace}' and log like /(?i)error|fatal|panic/`,
      "sort @timestamp desc",
      "limit 50",
    ].join(" | "),
  };
}
