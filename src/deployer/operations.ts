import { type Access, access, grant, keyUse, linkedRole, PASSED_ROLES, passRole } from "./access";

const topic = ["sns:{name}-alarms"];
const dashboard = ["cloudwatch:dashboard/{name}"];
const vault = ["backup:backup-vault:{name}-*"];
const UNTAG = "TagResource UntagResource";

/** Types of CloudWatch, SNS, EventBridge and AWS Backup. */
export const operationTypes: Readonly<Record<string, Access>> = {
  aws_cloudwatch_metric_alarm: access(
    "cloudwatch",
    ["cloudwatch:alarm:{name}-*"],
    {
      read: "ListTagsForResource",
      create: "PutMetricAlarm TagResource",
      update: `PutMetricAlarm ${UNTAG}`,
      delete: "DeleteAlarms",
    },
    // CloudWatch refuses it on fewer than all alarms: mattclay/aws-terminator, pull request 63.
    { read: [grant("cloudwatch", "DescribeAlarms", ["cloudwatch:alarm:*"])] },
  ),
  aws_cloudwatch_dashboard: {
    read: [grant("cloudwatch", "GetDashboard", dashboard)],
    create: [grant("cloudwatch", "PutDashboard", dashboard)],
    update: [grant("cloudwatch", "PutDashboard", dashboard)],
    delete: [grant("cloudwatch", "DeleteDashboards", dashboard)],
  },
  aws_sns_topic: access("sns", topic, {
    read: "GetTopicAttributes ListTagsForResource",
    create: "CreateTopic SetTopicAttributes TagResource",
    update: `SetTopicAttributes ${UNTAG}`,
    delete: "DeleteTopic",
  }),
  aws_sns_topic_policy: access("sns", topic, {
    read: "GetTopicAttributes",
    create: "SetTopicAttributes",
    update: "SetTopicAttributes",
    delete: "SetTopicAttributes",
  }),
  aws_sns_topic_subscription: access("sns", topic, {
    read: "GetSubscriptionAttributes ListSubscriptionsByTopic",
    create: "Subscribe SetSubscriptionAttributes",
    update: "SetSubscriptionAttributes",
    delete: "Unsubscribe",
  }),
  aws_cloudwatch_event_rule: access("events", ["events:rule/{name}-*"], {
    read: "DescribeRule ListTagsForResource",
    create: "PutRule TagResource",
    update: `PutRule ${UNTAG}`,
    delete: "DeleteRule",
  }),
  aws_cloudwatch_event_target: access("events", ["events:rule/{name}-*"], {
    read: "ListTargetsByRule",
    create: "PutTargets",
    update: "PutTargets",
    delete: "RemoveTargets",
  }),
  aws_backup_vault: access(
    "backup",
    vault,
    {
      read: "DescribeBackupVault ListTags",
      create: "CreateBackupVault TagResource",
      update: UNTAG,
      delete: "DeleteBackupVault",
    },
    {
      create: [
        grant("backup-storage", "MountCapsule"),
        // AWS's own policy for its users has this one on any way.
        grant("kms", "DescribeKey GenerateDataKey", ["kms:key/*"]),
        keyUse("backup", "CreateGrant Decrypt RetireGrant"),
      ],
      // For `backup_force_destroy`: the points are of AWS Backup itself, or snapshots of RDS that it deletes.
      delete: [
        grant("backup", "ListRecoveryPointsByBackupVault", vault),
        grant("backup", "DescribeRecoveryPoint DeleteRecoveryPoint", [
          "backup:recovery-point:*",
          "rds:snapshot:awsbackup:*",
        ]),
        grant("rds", "DeleteDBSnapshot", ["rds:snapshot:awsbackup:*"], {
          "ForAnyValue:StringEquals": { "aws:CalledVia": ["backup.amazonaws.com"] },
        }),
      ],
    },
  ),
  aws_backup_vault_lock_configuration: access("backup", vault, {
    read: "DescribeBackupVault",
    create: "PutBackupVaultLockConfiguration",
    update: "PutBackupVaultLockConfiguration",
    delete: "DeleteBackupVaultLockConfiguration",
  }),
  aws_backup_plan: access("backup", ["backup:backup-plan:*"], {
    read: "GetBackupPlan ListTags",
    create: "CreateBackupPlan TagResource",
    update: `UpdateBackupPlan ${UNTAG}`,
    delete: "DeleteBackupPlan",
  }),
  aws_backup_selection: access(
    "backup",
    ["backup:backup-plan:*"],
    {
      read: "GetBackupSelection",
      create: "CreateBackupSelection",
      delete: "DeleteBackupSelection",
    },
    {
      create: [
        passRole("backup.amazonaws.com"),
        linkedRole("backup.amazonaws.com"),
        grant("iam", "GetRole", [PASSED_ROLES]),
      ],
    },
  ),
};
