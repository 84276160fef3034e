import { LOG_RETENTION_DAYS } from "../../modules/core";
import { defineVariables } from "../terraform/variables";
import { addOnVersion } from "./add-on-version";
import { wholeNumber } from "./whole-number";

const section = "Monitoring";

/** Container Insights. */
export const containerInsightsVariables = defineVariables({
  section,
  when: "monitoring.containerInsights: true",
  variables: {
    cloudwatchObservabilityVersion: addOnVersion(
      "cloudwatch_observability_version",
      "amazon-cloudwatch-observability",
      {
        condition:
          'var.cloudwatch_observability_version == null || try(tonumber(regex("^v([0-9]+)", var.cloudwatch_observability_version)[0]) >= 4, true)',
        expected: "v4 or newer",
        fix: "take a newer one; older ones do not know the setting that keeps them from changing the pods",
      },
    ),
    podLogRetentionDays: {
      type: "number",
      description: "Days for which logs of pods and nodes, and the measurements in them, are kept.",
      default: 90,
      rules: [
        {
          condition: `contains([${LOG_RETENTION_DAYS.join(", ")}], var.pod_log_retention_days)`,
          expected: "a retention that CloudWatch Logs offers",
          fix: "choose 30, 90, 180, 365, 731 or another of its numbers",
        },
      ],
    },
  },
});

/** Threshold for the pods' restarts. */
export const podRestartVariables = defineVariables({
  section,
  when: "monitoring.serviceMonitor: true, or monitoring.containerInsights: true with alarms",
  variables: {
    alarmPodRestarts: {
      type: "number",
      description:
        "Alarm at as many restarts of Package Manager's containers in 15 minutes. One alone may be a node that failed.",
      default: 3,
      rules: [wholeNumber("alarm_pod_restarts", { min: 1, max: 1000, unit: "restarts" })],
    },
  },
});

/** Prometheus Operator. */
export const prometheusVariables = defineVariables({
  section,
  when: "monitoring.serviceMonitor: true",
  variables: {
    prometheusLabels: {
      type: "map(string)",
      description:
        "Labels by which Prometheus selects ServiceMonitors and rules. The chart kube-prometheus-stack selects by `release`, the name of its release.",
      default: {},
      example: { release: "kube-prometheus-stack" },
      rules: [
        {
          condition:
            'alltrue([for key, value in var.prometheus_labels : can(regex("^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$", key)) && can(regex("^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$", value))])',
          expected: "labels that Kubernetes allows",
          fix: "copy them from serviceMonitorSelector and ruleSelector of the Prometheus",
        },
      ],
    },
    alarmFailedGitBuilds: {
      type: "number",
      description:
        "Alert at as many failed Git builds in an hour. One alone is a package that does not build; several are a Git host or a proxy.",
      default: 3,
      rules: [wholeNumber("alarm_failed_git_builds", { min: 1, max: 10_000, unit: "builds" })],
    },
    alarmLicenseDays: {
      type: "number",
      description:
        "Alert when the license is valid for fewer days. When it ends, Package Manager serves no packages; buying one takes weeks.",
      default: 30,
      rules: [wholeNumber("alarm_license_days", { min: 1, max: 365, unit: "days" })],
    },
  },
});
