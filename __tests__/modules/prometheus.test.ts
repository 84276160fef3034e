import { chartValues } from "../../modules/package-manager";
import type { PrometheusInputs } from "../../modules/package-manager/prometheus";
import { referenceInputs } from "../support/package-manager";

const prometheus: PrometheusInputs = {
  namespace: "package-manager",
  labels: { release: "kube-prometheus-stack" },
  runbookBaseUrl: "https://wiki.example.com/runbooks",
  failedGitBuilds: 3,
  licenseDays: 30,
  podRestarts: 3,
};

interface Rule {
  readonly kind: string;
  readonly metadata: object;
  readonly spec: { readonly groups: readonly { readonly rules: readonly Record<string, unknown>[] }[] };
}

const values = chartValues({ ...referenceInputs, prometheus });
const rule = (values.extraObjects as Rule[]).find(({ kind }) => kind === "PrometheusRule");

describe("Prometheus", () => {
  test("gets nothing by default", () => {
    const plain = chartValues(referenceInputs);
    expect(plain).not.toHaveProperty("serviceMonitor");
    expect((plain.extraObjects as Rule[]).map(({ kind }) => kind)).toEqual(["TargetGroupBinding"]);
  });

  test("gets the chart's ServiceMonitor and a rule, with the labels that it selects by", () => {
    expect(values.serviceMonitor).toEqual({ enabled: true, additionalLabels: prometheus.labels });
    expect(rule?.metadata).toEqual({ name: "rstudio-pm", namespace: "package-manager", labels: prometheus.labels });
  });

  test("alerts on failed builds, the license, restarts, and where it would see nothing", () => {
    const alerts = (rule?.spec.groups ?? []).flatMap(({ rules }) => rules);
    expect(alerts.map(({ alert, expr, for: lasts }) => [alert, expr, lasts])).toEqual([
      [
        "PackageManagerGitBuildsFail",
        'sum(increase(ppm_git_builds_failed_total{namespace="package-manager"}[1h])) >= 3',
        "5m",
      ],
      ["PackageManagerLicenseEnds", 'min(ppm_license_days_left{namespace="package-manager"}) < 30', "1h"],
      [
        "PackageManagerRestarts",
        'sum(increase(kube_pod_container_status_restarts_total{namespace="package-manager",pod=~"rstudio-pm-.*"}[15m])) >= 3',
        "1m",
      ],
      ["PackageManagerMetricsMissing", 'absent(ppm_license_days_left{namespace="package-manager"})', "15m"],
    ]);
    expect(alerts.map(({ annotations }) => (annotations as { runbook_url: string }).runbook_url)).toEqual(
      ["failed-git-builds", "license-days", "pod-restarts", "missing-metrics"].map(
        (anchor) => `https://wiki.example.com/runbooks/alarms.md#${anchor}`,
      ),
    );
  });

  test("has no braces that the chart would take for a template", () => {
    expect(JSON.stringify(rule)).not.toContain("{{");
  });
});
