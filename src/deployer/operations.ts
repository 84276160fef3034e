import { type Access, access, grant, keyUse, passRole } from "./access";

const topic = ["sns:{name}*"];
const vault = ["backup:backup-vault:{name}*"];
const UNTAG = "TagResource UntagResource";

/** Types of CloudWatch, SNS, EventBridge and AWS Backup. */
export const operationTypes: Readonly<Record<string, Access>> = {
  aws_cloudwatch_metric_alarm: access(
    "cloudwatch",
    ["cloudwatch:alarm:{name}*"],
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
    read: [grant("cloudwatch", "GetDashboard", ["cloudwatch:dashboard/{name}*"])],
    create: [grant("cloudwatch", "PutDashboard", ["cloudwatch:dashboard/{name}*"])],
    update: [grant("cloudwatch", "PutDashboard", ["cloudwatch:dashboard/{name}*"])],
    delete: [grant("cloudwatch", "DeleteDashboards", ["cloudwatch:dashboard/{name}*"])],
  },
  aws_sns_topic: access(
    "sns",
    topic,
    {
      read: "GetTopicAttributes ListTagsForResource",
      create: "CreateTopic SetTopicAttributes TagResource",
      update: `SetTopicAttributes ${UNTAG}`,
      delete: "DeleteTopic",
    },
    { create: keyUse("sns") },
  ),
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
  aws_cloudwatch_event_rule: access("events", ["events:rule/{name}*"], {
    read: "DescribeRule ListTagsForResource",
    create: "PutRule TagResource",
    update: `PutRule EnableRule DisableRule ${UNTAG}`,
    delete: "DeleteRule",
  }),
  aws_cloudwatch_event_target: access("events", ["events:rule/{name}*"], {
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
    { create: [...keyUse("backup"), grant("backup-storage", "MountCapsule")] },
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
    { create: [passRole("backup.amazonaws.com")] },
  ),
};
