import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { requireInteger, requirePattern } from "../core";
import type { IEncryptionKey } from "../encryption-key";
import type { ILoadBalancer } from "./load-balancer-base";
import { type ManagedRules, managedRules } from "./managed-rules";

export interface WebApplicationFirewallProps {
  /**
   * 1 to 115 letters, digits, hyphens and underscores; AWS allows 128, and the log group's name has a prefix. Unique in
   * account and region. Changing it replaces the firewall.
   */
  readonly name: string;
  readonly loadBalancer: ILoadBalancer;
  /** Encrypts the log. Its policy must let CloudWatch Logs use it. */
  readonly logEncryptionKey: IEncryptionKey;
  /**
   * Requests that one IP address may send in five minutes, 10 to 2000000000. An office behind one address counts as one.
   * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
   * @default 100000, which is 333 a second
   */
  readonly rateLimit?: number;
  /** Days for which the log is kept: one of the values that CloudWatch Logs allows. @default 90 */
  readonly logRetentionDays?: number;
}

/** Limits of AWS. */
export const webApplicationFirewallLimits = {
  rateLimit: { min: 10, max: 2_000_000_000, unit: "requests" },
} as const;

/**
 * Defines an AWS WAF in front of a load balancer: rules that AWS maintains, tuned for package uploads, and a limit of
 * requests an address. It logs what it blocks or would have blocked, without credentials.
 *
 * Costs about 10 USD a month and 0.60 USD a million requests. WAF writes the log itself: AWS adds a policy of its own to
 * CloudWatch Logs, for which whoever applies needs `logs:PutResourcePolicy` and `logs:CreateLogDelivery`.
 *
 * @throws PropError when the name or a number is outside its documented range.
 */
export class WebApplicationFirewall extends Construct {
  constructor(scope: Construct, id: string, props: WebApplicationFirewallProps) {
    super(scope, id);
    const { name, rateLimit = 100_000, logRetentionDays = 90 } = props;
    requirePattern(this, "name", name, {
      pattern: /^[A-Za-z0-9_-]{1,115}$/,
      expected: "1 to 115 letters, digits, hyphens and underscores",
      fix: "choose a name that AWS WAF allows",
    });
    requireInteger(this, "rateLimit", rateLimit, webApplicationFirewallLimits.rateLimit);

    const acl = new Wafv2WebAcl(this, "Resource", {
      name,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rule: [
        rateRule(rateLimit, managedRules.length),
        ...managedRules.map((group, index) => managedRule(group, index)),
      ],
    });
    const log = new CloudwatchLogGroup(this, "LogGroup", {
      // WAF delivers to log groups with this prefix only.
      name: `aws-waf-logs-${name}`,
      retentionInDays: logRetentionDays,
      kmsKeyId: props.logEncryptionKey.keyArn,
    });
    new Wafv2WebAclLoggingConfiguration(this, "Logging", {
      resourceArn: acl.arn,
      logDestinationConfigs: [log.arn],
      redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { name: header } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    });
    new Wafv2WebAclAssociation(this, "Association", {
      resourceArn: props.loadBalancer.loadBalancerArn,
      webAclArn: acl.arn,
    });
  }
}

/** Samples stay off: they show the credentials that the log leaves out. */
function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

// The provider takes statements as they are, in its own snake_case.
function managedRule({ name, countOnly }: ManagedRules, priority: number) {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name,
        rule_action_override: countOnly.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function rateRule(limit: number, priority: number) {
  return {
    name: "RateLimit",
    priority,
    // Clients understand 429 as "later"; WAF's usual 403 looks like missing rights.
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: { rate_based_statement: { aggregate_key_type: "IP", limit } },
    visibilityConfig: visibility("RateLimit"),
  };
}
