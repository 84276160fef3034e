import { defineVariables } from "../terraform/variables";
import { wholeNumber } from "./whole-number";

const section = "Monitoring";
const when = "monitoring.alarms: true";

/** Where alarms go. */
export const alarmVariables = defineVariables({
  section,
  when,
  variables: {
    alarmEmailAddresses: {
      type: "list(string)",
      description: "Mail addresses that get every alarm. AWS sends each a mail that must be confirmed first.",
      default: [],
      example: ["on-call@example.com"],
      rules: [
        {
          condition: 'alltrue([for address in var.alarm_email_addresses : can(regex("^[^@ ]+@[^@ ]+$", address))])',
          expected: "mail addresses",
          fix: "write them like on-call@example.com",
        },
      ],
    },
    alarmTopicArns: {
      type: "list(string)",
      description:
        "ARNs of up to four further SNS topics that get every alarm, such as the one of your pager, in the deployment's account and region. Their policies, and those of their KMS keys, must admit CloudWatch and EventBridge.",
      default: [],
      example: ["arn:aws:sns:eu-central-1:111122223333:on-call"],
      rules: [
        {
          condition:
            'alltrue([for arn in var.alarm_topic_arns : can(regex("^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$", arn))])',
          expected: "ARNs of standard SNS topics",
          fix: "copy them from the SNS console; CloudWatch publishes to no FIFO topic",
        },
        {
          condition: 'alltrue([for arn in var.alarm_topic_arns : try(split(":", arn)[3] == var.region, false)])',
          expected: "topics of the deployment's region",
          fix: "CloudWatch and EventBridge publish to no other; name one there, or subscribe to the output `alarm_topic_arn`",
        },
        {
          // CloudWatch and EventBridge take five, of which the deployment's own is one.
          condition: "length(distinct(var.alarm_topic_arns)) <= 4",
          expected: "up to four topics",
          fix: "forward from one of them",
        },
      ],
    },
  },
});

/** Of alarms and dashboard. */
export const runbookVariables = defineVariables({
  section,
  when: "monitoring.alarms, dashboard or serviceMonitor: true",
  variables: {
    runbookBaseUrl: {
      type: "string",
      description:
        "Folder of the runbooks, which alarms and dashboard link to: an address such as https://wiki.example.com/runbooks. The default is their path in this repository.",
      default: "docs/runbooks",
      rules: [
        {
          condition:
            'can(regex("^[^ <>\\"]*[^ <>\\"/]$", var.runbook_base_url)) && length(var.runbook_base_url) <= 200',
          expected: "an address or a path of up to 200 characters, without a space and without a slash at the end",
          fix: "write it like https://wiki.example.com/runbooks",
        },
      ],
    },
  },
});

/** Thresholds for the pods behind the load balancer. */
export const targetAlarmVariables = defineVariables({
  section,
  when,
  variables: {
    alarmTargetErrors: {
      type: "number",
      description:
        "Alarm at as many answers 5xx of Package Manager in five minutes. At a million installs a day, 25 are fewer than one of 100 requests; single ones come from broken packages.",
      default: 25,
      rules: [wholeNumber("alarm_target_errors", { min: 1, max: 1_000_000, unit: "answers" })],
    },
    alarmLatencySeconds: {
      type: "number",
      description:
        "Alarm when 5 of 100 answers begin later than this for 15 minutes. An index takes tenths of a second; what is fetched or built first takes longer.",
      default: 3,
      rules: [
        {
          condition: "var.alarm_latency_seconds > 0 && var.alarm_latency_seconds <= 300",
          expected: "a number of seconds above 0, up to 300",
          fix: "use 3; clients give up after minutes",
        },
      ],
    },
    alarmUnhealthyTargets: {
      type: "number",
      description:
        "Alarm at as many targets for ten minutes that are ready, and that the load balancer does not reach. A pod that is not ready is no target.",
      default: 1,
      rules: [wholeNumber("alarm_unhealthy_targets", { min: 1, max: 100, unit: "pods" })],
    },
    alarmHealthyTargets: {
      type: "number",
      description:
        "Alarm below as many healthy pods for five minutes. Two of the three are left when a node or zone fails; give 1 where `replicas` is 1 or 2.",
      default: 2,
      rules: [wholeNumber("alarm_healthy_targets", { min: 1, max: 100, unit: "pods" })],
    },
  },
});

/** Threshold for pods that are targets themselves. */
export const podAlarmVariables = defineVariables({
  section,
  when: "monitoring.alarms: true and loadBalancer.targets: ip",
  variables: {
    alarmExpectedTargets: {
      type: "number",
      description:
        "Alarm when fewer pods take requests for half an hour: one does not start, or does not become ready. As many as `replicas`; 0 for no such alarm.",
      default: 3,
      rules: [wholeNumber("alarm_expected_targets", { min: 0, max: 100, unit: "pods" })],
    },
  },
});

/** Thresholds for a load balancer that is made here. */
export const loadBalancerAlarmVariables = defineVariables({
  section,
  when,
  variables: {
    alarmLoadBalancerErrors: {
      type: "number",
      description:
        "Alarm at as many answers 5xx of the load balancer itself in five minutes. A pod that dies costs the few requests that it had.",
      default: 10,
      rules: [wholeNumber("alarm_load_balancer_errors", { min: 1, max: 1_000_000, unit: "answers" })],
    },
  },
});

/** Threshold for its certificate. */
export const certificateAlarmVariables = defineVariables({
  section,
  when: "monitoring.alarms: true and loadBalancer.tls.mode: acm or certificate",
  variables: {
    alarmCertificateDays: {
      type: "number",
      description:
        "Alarm when the certificate is valid for fewer days. ACM renews its own some weeks earlier, so that 30 mean that it could not.",
      default: 30,
      rules: [wholeNumber("alarm_certificate_days", { min: 1, max: 365, unit: "days" })],
    },
  },
});

/** Thresholds for a database that is made here. */
export const databaseAlarmVariables = defineVariables({
  section,
  when: "monitoring.alarms: true and database.mode: create or restore",
  variables: {
    alarmDatabaseCpuPercent: {
      type: "number",
      description:
        "Alarm when the database computes at more than this for 15 minutes. At a million installs a day it was seen at 10 to 20.",
      default: 80,
      rules: [wholeNumber("alarm_database_cpu_percent", { min: 1, max: 99, unit: "per cent" })],
    },
    alarmDatabaseCredits: {
      type: "number",
      description:
        "Alarm when a burstable class (db.t…) has fewer CPU credits. 100 last a db.t3.xlarge for 40 minutes at full load; the smallest class holds 288 at most.",
      default: 100,
      rules: [wholeNumber("alarm_database_credits", { min: 1, max: 4608, unit: "credits" })],
    },
    alarmDatabaseConnectionsPercent: {
      type: "number",
      description:
        "Alarm when more of the connections that the database accepts are open. The pools of all pods reach half of them at most, and all of them only while a rollout doubles the pods.",
      default: 80,
      rules: [wholeNumber("alarm_database_connections_percent", { min: 1, max: 99, unit: "per cent" })],
    },
    alarmDatabaseFreeStorageGib: {
      type: "number",
      description:
        "Alarm when less storage is free. RDS enlarges it at a tenth left, until `database_max_allocated_storage_gib`, and once in six hours.",
      default: 5,
      rules: [wholeNumber("alarm_database_free_storage_gib", { min: 1, max: 6553, unit: "GiB" })],
    },
    alarmDatabaseFreeMemoryMib: {
      type: "number",
      description:
        "Alarm when the database has less memory left for 15 minutes. Below some hundred MiB it swaps; give less for a class of 2 GiB or smaller.",
      default: 512,
      rules: [wholeNumber("alarm_database_free_memory_mib", { min: 64, max: 1_048_576, unit: "MiB" })],
    },
  },
});
