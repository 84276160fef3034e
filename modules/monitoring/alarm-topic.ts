import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument, requirePattern } from "../core";
import type { IEncryptionKey } from "../encryption-key";

export interface AlarmTopicProps {
  /** 1 to 256 letters, digits, `-` or `_`; unique in account and region. Changing it replaces the topic. */
  readonly name: string;
  /** Encrypts the messages. Its policy must admit CloudWatch and EventBridge: the grants `alarms` and `events`. */
  readonly encryptionKey: IEncryptionKey;
  /** Get every message, once they have confirmed the mail that AWS sends them. */
  readonly emailAddresses: string[];
  /** `aws`, `aws-us-gov`, … */
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Defines the SNS topic that alarms go to, encrypted, with those who are told by mail. Others subscribe to its ARN: a
 * pager, a chat, a queue.
 *
 * @throws PropError when the name is not one that SNS allows.
 */
export class AlarmTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    requirePattern(this, "name", props.name, {
      pattern: /^[\w-]{1,256}$/,
      expected: "1 to 256 letters, digits, - or _",
      fix: "shorten it or take the other characters out",
    });
    const topic = new SnsTopic(this, "Resource", {
      name: props.name,
      displayName: "Package Manager alarms",
      kmsMasterKeyId: props.encryptionKey.keyArn,
    });
    new SnsTopicPolicy(this, "Policy", {
      arn: topic.arn,
      policy: policyDocument(this, "PolicyDocument", publishers(topic.arn, props)),
    });
    const addresses = TerraformIterator.fromList(props.emailAddresses);
    new SnsTopicSubscription(this, "Email", {
      forEach: addresses,
      topicArn: topic.arn,
      protocol: "email",
      endpoint: addresses.value,
    });
    this.topicArn = topic.arn;
  }
}

/** Who may publish. The account's own identities need nothing here: their IAM policies decide. */
function publishers(topicArn: string, { partition, accountId, region }: AlarmTopicProps): PolicyStatement[] {
  const publish = { actions: ["sns:Publish"], resources: [topicArn] };
  return [
    {
      sid: "AllowCloudWatchAlarms",
      principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
      ...publish,
      conditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
        {
          test: "ArnLike",
          variable: "aws:SourceArn",
          values: [`arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`],
        },
      ],
    },
    {
      // EventBridge takes no condition in the policy of a topic:
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
      sid: "AllowEventBridge",
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      ...publish,
    },
    {
      sid: "DenyUnencrypted",
      effect: "Deny",
      principals: [{ type: "AWS", identifiers: ["*"] }],
      ...publish,
      conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
  ];
}
