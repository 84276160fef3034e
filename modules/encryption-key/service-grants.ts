import type { PolicyStatement } from "../core";
import { publishActions, serviceUseActions } from "./permissions";

/**
 * A use of a key that IAM policies cannot allow, since an AWS service acts there in its own name:
 *
 * - `logs`: CloudWatch Logs encrypts log groups of the account in the region of the key.
 * - `alarms`: CloudWatch publishes alarms of the account to an SNS topic that the key encrypts.
 * - `events`: EventBridge publishes events of the account to such a topic.
 * - `nodeVolumes`: EC2 Auto Scaling launches instances whose volumes the key encrypts. Only for a customer key: the
 *   AWS-managed `aws/ebs` needs nothing.
 */
export type KeyServiceGrant = "logs" | "alarms" | "events" | "nodeVolumes";

/** Where a key lives. */
export interface KeyLocation {
  readonly partition: string;
  /** DNS suffix of the partition: China's CloudWatch Logs acts under its own. @default "amazonaws.com" */
  readonly dnsSuffix?: string;
  readonly accountId: string;
  readonly region: string;
}

/** Without it no IAM policy counts and a lost administrator locks the key for ever. */
export function ownerStatement({ partition, accountId }: KeyLocation): PolicyStatement {
  return {
    sid: "AllowIamPoliciesOfAccount",
    principals: [{ type: "AWS", identifiers: [`arn:${partition}:iam::${accountId}:root`] }],
    actions: ["kms:*"],
    resources: ["*"],
  };
}

/** Key policy statements for each grant, in the order given. `*` as resource means the key itself. */
export function serviceStatements(grants: readonly KeyServiceGrant[], location: KeyLocation): PolicyStatement[] {
  return grants.flatMap((grant) => {
    switch (grant) {
      case "logs":
        return [logsStatement(location)];
      case "alarms":
        return [alarmsStatement(location)];
      case "events":
        return [eventsStatement];
      case "nodeVolumes":
        return nodeVolumesStatements(location);
    }
  });
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsStatement({ partition, dnsSuffix = "amazonaws.com", accountId, region }: KeyLocation): PolicyStatement {
  return {
    sid: "AllowCloudWatchLogs",
    principals: [{ type: "Service", identifiers: [`logs.${region}.${dnsSuffix}`] }],
    actions: serviceUseActions,
    resources: ["*"],
    conditions: [
      {
        test: "ArnLike",
        variable: "kms:EncryptionContext:aws:logs:arn",
        values: [`arn:${partition}:logs:${region}:${accountId}:log-group:*`],
      },
    ],
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
function alarmsStatement({ partition, accountId, region }: KeyLocation): PolicyStatement {
  return {
    sid: "AllowCloudWatchAlarms",
    principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
    actions: publishActions,
    resources: ["*"],
    conditions: [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
      {
        test: "ArnLike",
        variable: "aws:SourceArn",
        values: [`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`],
      },
    ],
  };
}

/**
 * Without a condition on the account, which AWS does not support for EventBridge and an encrypted topic.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const eventsStatement: PolicyStatement = {
  sid: "AllowEventBridge",
  principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  actions: publishActions,
  resources: ["*"],
};

/**
 * Names the service-linked role in a condition, not as principal: KMS refuses a policy whose principal does not exist,
 * and AWS makes this role with the first Auto Scaling group of the account.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
function nodeVolumesStatements({ partition, accountId }: KeyLocation): PolicyStatement[] {
  const role = `arn:${partition}:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const principals = [{ type: "AWS" as const, identifiers: ["*"] }];
  const isRole = [
    { test: "StringEquals", variable: "kms:CallerAccount", values: [accountId] },
    { test: "ArnEquals", variable: "aws:PrincipalArn", values: [role] },
  ];
  return [
    {
      sid: "AllowAutoScaling",
      principals,
      actions: [...serviceUseActions, "kms:DescribeKey"],
      resources: ["*"],
      conditions: isRole,
    },
    {
      sid: "AllowAutoScalingGrants",
      principals,
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      conditions: [...isRole, { test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] }],
    },
  ];
}
