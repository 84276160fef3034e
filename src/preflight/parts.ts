import {
  DescribeListenersCommand,
  DescribeTargetGroupsCommand,
  paginateDescribeRules,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { failed, noValue, type Run, unknown } from "./check";
import { eachNamed } from "./each";
import { textOf, valueOf, variablesEnding } from "./values";

const correct = (variable: string) => `correct ${variable}`;

export const keys: Run = ({ aws: { kms }, subject }) =>
  eachNamed(
    subject,
    variablesEnding(subject, "_kms_key_arn"),
    async (KeyId) => {
      const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId }));
      if (key?.KeyState === "Enabled") return undefined;
      return failed(`${KeyId} is ${key?.KeyState}, expected Enabled`, "enable it, or cancel its deletion");
    },
    correct,
  );

export const secrets: Run = ({ aws, subject }) =>
  eachNamed(
    subject,
    variablesEnding(subject, "_secret_arn"),
    async (SecretId) => {
      const { DeletedDate: deleted } = await aws.secrets.send(new DescribeSecretCommand({ SecretId }));
      return deleted && failed(`${SecretId} is being deleted`, "restore it: aws secretsmanager restore-secret");
    },
    correct,
  );

export const roles: Run = async ({ aws, subject }) => {
  const { Account: account } = await aws.sts.send(new GetCallerIdentityCommand());
  // The others are assumed by these checks themselves.
  const assumed = ["assume_role_arn", "hosted_zone_role_arn"];
  return eachNamed(
    subject,
    variablesEnding(subject, "_role_arn", "_role_arns").filter((name) => !assumed.includes(name)),
    async (arn) => {
      if (arn.split(":")[4] !== account) return unknown(`${arn} is of another account`, "look there whether it exists");
      await aws.iam.send(new GetRoleCommand({ RoleName: arn.slice(arn.lastIndexOf("/") + 1) }));
      return undefined;
    },
    correct,
  );
};

export const bucket: Run = ({ aws: { s3 }, subject }) =>
  eachNamed(
    subject,
    ["bucket_name"],
    async (Bucket) => {
      const { BucketRegion: region } = await s3.send(new HeadBucketCommand({ Bucket }));
      const wanted = textOf(subject, "region");
      if (region === undefined || wanted === undefined || region === wanted) return undefined;
      return failed(`${Bucket} is in ${region}, while region is ${wanted}`, "take a bucket of that region");
    },
    correct,
  );

export const listener: Run = async ({ aws: { elb }, subject }) => {
  const priority = valueOf(subject, "listener_rule_priority");
  const findings = await eachNamed(
    subject,
    ["listener_arn"],
    async (ListenerArn) => {
      const { Listeners: [found] = [] } = await elb.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
      if (found?.Protocol !== "HTTPS") {
        return failed(`${ListenerArn} is ${found?.Protocol}, expected HTTPS`, "give the ARN of an HTTPS listener");
      }
      const rules: Rule[] = [];
      for await (const { Rules = [] } of paginateDescribeRules({ client: elb }, { ListenerArn })) rules.push(...Rules);
      const taken = rules.find(({ Priority }) => Priority === String(priority));
      const own = textOf(subject, "domain_name");
      const hosts = (taken?.Conditions ?? []).flatMap(({ HostHeaderConfig }) => HostHeaderConfig?.Values ?? []);
      if (!taken || (own !== undefined && hosts.includes(own))) return undefined;
      return failed(
        `a rule for ${hosts.join(", ") || "something else"} has priority ${String(priority)}`,
        "take another listener_rule_priority",
      );
    },
    correct,
  );
  return priority === undefined ? [...findings, noValue("listener_rule_priority")] : findings;
};

export const targetGroup: Run = ({ aws: { elb }, subject }) =>
  eachNamed(
    subject,
    ["target_group_arn"],
    async (arn) => {
      const { TargetGroups: [found] = [] } = await elb.send(
        new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }),
      );
      const { targets } = subject.deployment.loadBalancer;
      const kind = targets === "ip" ? "ip" : "instance";
      if (found?.TargetType !== kind) {
        return failed(
          `its targets are of type ${found?.TargetType}, expected ${kind} for loadBalancer.targets: ${targets}`,
          "give another target group, or change that key",
        );
      }
      const wanted = textOf(subject, "vpc_id");
      if (wanted === undefined || found.VpcId === wanted) return undefined;
      return failed(`it is in ${found.VpcId}, while vpc_id is ${wanted}`, "correct vpc_id or target_group_arn");
    },
    correct,
  );
