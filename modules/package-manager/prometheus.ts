/** How a Prometheus Operator of the cluster watches Package Manager. Text and numbers may be Terraform tokens. */
export interface PrometheusInputs {
  readonly namespace: string;
  /** By which Prometheus selects ServiceMonitors and rules, such as `{ release: "kube-prometheus-stack" }`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Folder of the runbooks, an address or a path in the repository, without a slash at the end. */
  readonly runbookBaseUrl: string;
  /** Alert at as many failed Git builds in an hour. */
  readonly failedGitBuilds: number;
  /** Alert when the license is valid for fewer days. */
  readonly licenseDays: number;
  /** Alert at as many restarts of a pod's containers in 15 minutes. */
  readonly podRestarts: number;
}

interface Alert {
  readonly name: string;
  /** Section of the runbook. */
  readonly anchor: string;
  readonly expression: string;
  readonly lasts: string;
  readonly summary: string;
}

/**
 * Package Manager's own metrics that the alerts read; their names are those that Posit's deployer keeps:
 * https://github.com/posit-dev/ptd
 */
const metrics = { failedBuilds: "ppm_git_builds_failed_total", licenseDays: "ppm_license_days_left" };

/** Value of the chart, which makes a ServiceMonitor in the namespace of the release. */
export function serviceMonitor({ labels }: PrometheusInputs): object {
  return { enabled: true, additionalLabels: labels };
}

/** Alerts on the metrics of Package Manager, and on the restarts that kube-state-metrics counts. */
export function prometheusRule(name: string, inputs: PrometheusInputs): object {
  const { namespace, labels, runbookBaseUrl } = inputs;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name, namespace, labels },
    spec: {
      groups: [
        {
          name: "package-manager",
          rules: alerts(name, inputs).map((alert) => ({
            alert: alert.name,
            expr: alert.expression,
            for: alert.lasts,
            labels: { severity: "warning" },
            annotations: { summary: alert.summary, runbook_url: `${runbookBaseUrl}/alarms.md#${alert.anchor}` },
          })),
        },
      ],
    },
  };
}

/** Without `{{ … }}`, which the chart would take for its own. */
function alerts(workload: string, inputs: PrometheusInputs): Alert[] {
  const here = `namespace="${inputs.namespace}"`;
  return [
    {
      name: "PackageManagerGitBuildsFail",
      anchor: "failed-git-builds",
      expression: `sum(increase(${metrics.failedBuilds}{${here}}[1h])) >= ${inputs.failedGitBuilds}`,
      lasts: "5m",
      summary: "Packages cannot be built from Git.",
    },
    {
      name: "PackageManagerLicenseEnds",
      anchor: "license-days",
      // Each pod reports the same.
      expression: `min(${metrics.licenseDays}{${here}}) < ${inputs.licenseDays}`,
      lasts: "1h",
      summary: "The license of Package Manager ends soon.",
    },
    {
      name: "PackageManagerRestarts",
      anchor: "pod-restarts",
      expression: `sum(increase(kube_pod_container_status_restarts_total{${here},pod=~"${workload}-.*"}[15m])) >= ${inputs.podRestarts}`,
      lasts: "1m",
      summary: "Package Manager's containers end and are started again and again.",
    },
    {
      name: "PackageManagerMetricsMissing",
      anchor: "missing-metrics",
      expression: `absent(${metrics.licenseDays}{${here}})`,
      lasts: "15m",
      summary: "Prometheus gets no metrics of Package Manager; the other alerts see nothing.",
    },
  ];
}
