import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { AlarmTopic, type AlarmTopicProps } from "../../modules/monitoring";
import { FakeKey, synthResources } from "../support/synth";

const resourcesOf = (props: Partial<AlarmTopicProps> = {}) =>
  synthResources((stack) => {
    new AlarmTopic(stack, "AlarmTopic", {
      name: "ppm-alarms",
      encryptionKey: new FakeKey(stack, "Key"),
      emailAddresses: ["on-call@example.com"],
      partition: "aws",
      accountId: "111122223333",
      region: "eu-central-1",
      ...props,
    });
  });

const topic = "${aws_sns_topic.alarm_topic.arn}";

describe("AlarmTopic", () => {
  test("is encrypted with the key given", () => {
    expect(resourcesOf()(SnsTopic)).toEqual([
      {
        name: "ppm-alarms",
        display_name: "Package Manager alarms",
        kms_master_key_id: "arn:aws:kms:eu-central-1:111122223333:key/k",
      },
    ]);
  });

  test("lets in CloudWatch for alarms of the account, and EventBridge; nobody without TLS", () => {
    const resources = resourcesOf();
    expect(resources(SnsTopicPolicy)).toEqual([
      { arn: topic, policy: "${data.aws_iam_policy_document.alarm_topic_policy_document.json}" },
    ]);
    const publish = { actions: ["sns:Publish"], resources: [topic] };
    expect(resources(DataAwsIamPolicyDocument)).toEqual([
      {
        statement: [
          {
            sid: "AllowCloudWatchAlarms",
            effect: "Allow",
            principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
            ...publish,
            condition: [
              { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
              {
                test: "ArnLike",
                variable: "aws:SourceArn",
                values: ["arn:aws:cloudwatch:eu-central-1:111122223333:alarm:*"],
              },
            ],
          },
          {
            sid: "AllowEventBridge",
            effect: "Allow",
            principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
            ...publish,
          },
          {
            sid: "DenyUnencrypted",
            effect: "Deny",
            principals: [{ type: "AWS", identifiers: ["*"] }],
            ...publish,
            condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
          },
        ],
      },
    ]);
  });

  test("mails each address", () => {
    expect(resourcesOf()(SnsTopicSubscription)).toEqual([
      { for_each: '${toset(["on-call@example.com"])}', topic_arn: topic, protocol: "email", endpoint: "${each.value}" },
    ]);
  });

  test("refuses a name that SNS does not allow", () => {
    expect(() => resourcesOf({ name: "ppm.alarms" })).toThrow(
      'test/AlarmTopic: `name` is "ppm.alarms", expected 1 to 256 letters, digits, - or _; shorten it or take the other characters out',
    );
  });
});
