import type { AlarmSpec } from "./alarm-specs";
import type { WatchedBackups } from "./watched";

/** What EventBridge looks for among the events of AWS. */
export interface EventSpec {
  /** As in {@link AlarmSpec}. */
  readonly id: string;
  readonly meaning: string;
  /** `{ source: ["aws.rds"], detail: { … } }` */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Paths into the event by the name under which {@link message} has them: `{ says: "$.detail.Message" }`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Sentence about the event, with `<NAME>` for an input. */
  readonly message: string;
}

const rdsEvents = (identifier: string, detail: Readonly<Record<string, readonly string[]>>) => ({
  source: ["aws.rds"],
  "detail-type": ["RDS DB Instance Event"],
  detail: { SourceIdentifier: [identifier], ...detail },
});

/**
 * Failures of a server and what RDS did about them.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export function databaseEvents(identifier: string): EventSpec {
  return {
    id: "DatabaseEvents",
    meaning: "The database failed over, failed, or ran out of storage.",
    pattern: rdsEvents(identifier, { EventCategories: ["failover", "failure", "low storage", "recovery"] }),
    inputs: { server: "$.detail.SourceIdentifier", says: "$.detail.Message", at: "$.time" },
    message: "<server> at <at>: <says>.",
  };
}

/** The end of each automated backup; RDS tells of no backup that failed. */
export function finishedBackups(identifier: string): EventSpec {
  return {
    id: "FinishedBackups",
    meaning: "Counts the automated backups of the database.",
    pattern: rdsEvents(identifier, { EventID: ["RDS-EVENT-0002"] }),
    inputs: {},
    message: "",
  };
}

/** No automated backup has ended. `ruleName` counts them. */
export function missingBackup(ruleName: string): AlarmSpec {
  return {
    id: "MissingBackup",
    meaning: "No automated backup of the database has been finished for two days.",
    metric: {
      namespace: "AWS/Events",
      name: "TriggeredRules",
      dimensions: { RuleName: ruleName },
      statistic: "Sum",
    },
    period: 86_400,
    evaluationPeriods: 2,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    // EventBridge counts no zeros.
    absentIsZero: true,
    treatMissingData: "breaching",
  };
}

/**
 * Jobs that did not end well: backups into a vault, and copies out of it.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function failedBackupJobs({ vaultName, vaultArn, isCopied }: WatchedBackups): EventSpec[] {
  const inputs = { resource: "$.detail.resourceArn", state: "$.detail.state", at: "$.time" };
  const backups: EventSpec = {
    id: "FailedBackups",
    meaning: "A backup of AWS Backup failed.",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"], backupVaultName: [vaultName] },
    },
    inputs,
    message: "The backup of <resource> is <state> at <at>.",
  };
  if (!isCopied) return [backups];
  return [
    backups,
    {
      id: "FailedBackupCopies",
      meaning: "A backup could not be copied to another vault.",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Copy Job State Change"],
        detail: { state: ["FAILED", "PARTIAL"], sourceBackupVaultArn: [vaultArn] },
      },
      inputs,
      message: "The copy of the backup of <resource> is <state> at <at>.",
    },
  ];
}
