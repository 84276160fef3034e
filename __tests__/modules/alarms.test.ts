import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TerraformOutput } from "cdktf";
import { alarms, DATABASE, METRICS, TARGETS, TOPIC } from "../support/monitoring";
import { type Block, synthResources, synthStack } from "../support/synth";
import type { Alarms, AlarmsProps } from "../../modules/monitoring";

const made = (watch: (all: Alarms) => void, props?: Partial<AlarmsProps>) =>
  synthResources((stack) => watch(alarms(stack, props)));

/** `NAMESPACE METRIC STATISTIC COMPARISON THRESHOLD for PERIODS x SECONDS, MISSING` by name of the alarm. */
function shown(blocks: readonly Block[]): Record<string, string> {
  type Query = { metric?: Record<string, unknown>; expression?: string };
  const signs: Record<string, string> = {
    GreaterThanOrEqualToThreshold: ">=",
    GreaterThanThreshold: ">",
    LessThanThreshold: "<",
  };
  return Object.fromEntries(
    blocks.map((b) => {
      const [counted, filled] = (b.metric_query ?? []) as Query[];
      const m = counted?.metric ?? b;
      return [
        String(b.alarm_name),
        `${filled ? `${filled.expression} of ` : ""}${String(m.namespace)} ${String(m.metric_name)} ` +
          `${String(m.stat ?? m.statistic ?? m.extended_statistic)} ` +
          `${signs[String(b.comparison_operator)]} ${String(b.threshold)} for ${String(b.evaluation_periods)} x ` +
          `${String(m.period)} s, ${String(b.treat_missing_data)}`,
      ];
    }),
  );
}

describe("Alarms", () => {
  test("are none until something is watched", () => {
    expect(made(() => undefined)(CloudwatchMetricAlarm)).toEqual([]);
  });

  test("say what they mean, link to their section of the runbook, and tell the topic at both ends", () => {
    const [first] = made((all) => all.watchTargets(TARGETS))(CloudwatchMetricAlarm);
    expect(first).toEqual({
      alarm_name: "ppm-slow-answers",
      alarm_description:
        "Five of 100 requests wait long for the first byte of their answer. Runbook: docs/runbooks/alarms.md#slow-answers",
      namespace: "AWS/ApplicationELB",
      metric_name: "TargetResponseTime",
      extended_statistic: "p95",
      dimensions: { LoadBalancer: METRICS.loadBalancer, TargetGroup: METRICS.targetGroup },
      comparison_operator: "GreaterThanThreshold",
      threshold: 3,
      period: 300,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [TOPIC],
      ok_actions: [TOPIC],
    });
  });

  test("of targets: errors, latency, and health, where no target at all is an alarm", () => {
    expect(shown(made((all) => all.watchTargets(TARGETS))(CloudwatchMetricAlarm))).toEqual({
      "ppm-target-errors": "AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum >= 25 for 1 x 300 s, notBreaching",
      "ppm-slow-answers": "AWS/ApplicationELB TargetResponseTime p95 > 3 for 3 x 300 s, notBreaching",
      "ppm-unhealthy-targets": "AWS/ApplicationELB UnHealthyHostCount Maximum >= 1 for 10 x 60 s, notBreaching",
      "ppm-too-few-healthy-targets": "AWS/ApplicationELB HealthyHostCount Minimum < 2 for 5 x 60 s, breaching",
    });
  });

  test("of targets that are pods: one that is not ready, which is no target, is missed", () => {
    const all = made((alarms) => alarms.watchTargets({ ...TARGETS, expectedTargets: 3 }))(CloudwatchMetricAlarm);
    expect(shown(all)["ppm-missing-targets"]).toBe(
      "AWS/ApplicationELB HealthyHostCount Minimum < 3 for 30 x 60 s, breaching",
    );
  });

  test("of a load balancer: its own errors, over all target groups, and its certificate if it has one", () => {
    const errors = "AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum >= 10 for 1 x 300 s, notBreaching";
    const plain = made((all) => all.watchLoadBalancer({ metrics: METRICS, errors: 10 }))(CloudwatchMetricAlarm);
    expect(shown(plain)).toEqual({ "ppm-load-balancer-errors": errors });
    expect(plain[0]?.dimensions).toEqual({ LoadBalancer: METRICS.loadBalancer });

    const certificate = { certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1", days: 30 };
    const both = made((all) => all.watchLoadBalancer({ metrics: METRICS, errors: 10, certificate }));
    expect(shown(both(CloudwatchMetricAlarm))).toEqual({
      "ppm-load-balancer-errors": errors,
      "ppm-certificate-expiry": "AWS/CertificateManager DaysToExpiry Minimum < 30 for 1 x 86400 s, ignore",
    });
  });

  test("of a database: load and room in its own units, and credits of a burstable class only", () => {
    const blocks = made((all) => all.watchDatabase(DATABASE))(CloudwatchMetricAlarm);
    expect(shown(blocks)).toEqual({
      "ppm-database-cpu": "AWS/RDS CPUUtilization Average > 80 for 3 x 300 s, missing",
      "ppm-database-credits": "AWS/RDS CPUCreditBalance Minimum < 100 for 3 x 300 s, notBreaching",
      "ppm-database-connections":
        "AWS/RDS DatabaseConnections Maximum > ${floor(1802 * 80 / 100)} for 1 x 300 s, missing",
      "ppm-database-storage": "AWS/RDS FreeStorageSpace Minimum < ${5 * 1024 * 1024 * 1024} for 1 x 300 s, missing",
      "ppm-database-memory": "AWS/RDS FreeableMemory Average < ${512 * 1024 * 1024} for 3 x 300 s, missing",
      "ppm-missing-backup": "FILL(counted, 0) of AWS/Events TriggeredRules Sum < 1 for 2 x 86400 s, breaching",
    });
    expect(blocks.flatMap(({ alarm_name, count }) => (count === undefined ? [] : [[alarm_name, count]]))).toEqual([
      ["ppm-database-credits", '${startswith("db.t3.xlarge", "db.t") ? 1 : 0}'],
    ]);
  });

  test("of nodes and of containers", () => {
    const nodes = made((all) => all.watchNodes({ autoscalingGroupName: "eks-nodes", nodeCount: 3 }));
    expect(shown(nodes(CloudwatchMetricAlarm))).toEqual({
      "ppm-missing-nodes": "AWS/AutoScaling GroupInServiceInstances Minimum < 3 for 15 x 60 s, missing",
    });
    const containers = { clusterName: "ppm", namespace: "package-manager", workload: "rstudio-pm", restarts: 3 };
    expect(shown(made((all) => all.watchContainers(containers))(CloudwatchMetricAlarm))).toEqual({
      "ppm-nodes-not-ready": "ContainerInsights cluster_failed_node_count Maximum >= 1 for 10 x 60 s, missing",
      "ppm-pod-restarts": "ContainerInsights pod_number_of_container_restarts Sum >= 3 for 1 x 900 s, notBreaching",
    });
  });

  test("tell further topics, too", () => {
    const further = ["arn:aws:sns:eu-central-1:111122223333:pager"];
    const resources = made((all) => all.watchDatabase(DATABASE), { furtherTopicArns: further });
    const actions = `\${concat(["${TOPIC}"], ["${further.join()}"])}`;
    expect(new Set(resources(CloudwatchMetricAlarm).map(({ alarm_actions }) => alarm_actions))).toEqual(
      new Set([actions]),
    );
    expect(resources(CloudwatchEventTarget)).toEqual([
      expect.objectContaining({
        for_each: `\${toset(["${further.join()}"])}`,
        arn: "${each.value}",
        lifecycle: {
          precondition: [
            expect.objectContaining({ condition: '${try(split(":", each.value)[4] == "111122223333", false)}' }),
          ],
        },
      }),
      expect.objectContaining({ arn: TOPIC }),
    ]);
  });

  test("have an ARN each, also where one is counted", () => {
    const json = synthStack((stack) => {
      const all = alarms(stack);
      all.watchNodes({ autoscalingGroupName: "eks-nodes", nodeCount: 3 });
      new TerraformOutput(stack, "few", { value: all.alarmArns });
      all.watchDatabase(DATABASE);
      new TerraformOutput(stack, "all", { value: all.alarmArns });
    });
    const { few, all } = (json as { output?: Record<string, { value: unknown }> }).output ?? {};
    expect(few?.value).toEqual(["${aws_cloudwatch_metric_alarm.alarms_missing_nodes.arn}"]);
    expect(all?.value).toMatch(
      /^\$\{concat\(\[.*database_cpu\.arn.*\], \(aws_[a-z_.]+database_credits\[\*\]\.arn\)\)\}$/,
    );
  });

  test.each(["a".repeat(41), "a b", ""])("refuses the name %p", (name) => {
    expect(() => made(() => undefined, { name })).toThrow("expected 1 to 40 letters, digits, - or _; shorten it");
  });
});

describe("events", () => {
  const patterns = (blocks: readonly Block[]) =>
    blocks.map(({ event_pattern }) => JSON.parse(String(event_pattern)) as unknown);
  const server = (detail: object) => ({
    source: ["aws.rds"],
    "detail-type": ["RDS DB Instance Event"],
    detail: { SourceIdentifier: ["ppm"], ...detail },
  });

  test("of a database: what happened to it goes to the topic, finished backups are only counted", () => {
    const resources = made((all) => all.watchDatabase(DATABASE));
    expect(patterns(resources(CloudwatchEventRule))).toEqual([
      server({ EventCategories: ["failover", "failure", "low storage", "recovery"] }),
      server({ EventID: ["RDS-EVENT-0002"] }),
    ]);
    expect(resources(CloudwatchEventTarget)).toEqual([
      {
        rule: "${aws_cloudwatch_event_rule.alarms_database_events.name}",
        arn: TOPIC,
        input_transformer: {
          input_paths: { server: "$.detail.SourceIdentifier", says: "$.detail.Message", at: "$.time" },
          input_template:
            '"The database failed over, failed, or ran out of storage. Runbook: docs/runbooks/alarms.md#database-events <server> at <at>: <says>."',
        },
      },
    ]);
  });

  test("of backups: jobs of the vault that did not end well", () => {
    const vaultArn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:ppm";
    const resources = made((all) => all.watchBackups({ vaultName: "ppm", vaultArn, isCopied: true }));
    expect(patterns(resources(CloudwatchEventRule))).toEqual([
      {
        source: ["aws.backup"],
        "detail-type": ["Copy Job State Change"],
        detail: { state: ["FAILED", "PARTIAL"], sourceBackupVaultArn: [vaultArn] },
      },
      {
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change"],
        detail: { state: ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"], backupVaultName: ["ppm"] },
      },
    ]);
    expect(resources(CloudwatchEventTarget).map(({ arn }) => arn)).toEqual([TOPIC, TOPIC]);
    const uncopied = made((all) => all.watchBackups({ vaultName: "ppm", vaultArn, isCopied: false }));
    expect(patterns(uncopied(CloudwatchEventRule))).toHaveLength(1);
  });
});
