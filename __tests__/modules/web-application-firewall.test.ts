import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { LoadBalancer, WebApplicationFirewall, type WebApplicationFirewallProps } from "../../modules/load-balancer";
import { FakeKey, synthResources } from "../support/synth";

function firewall(stack: TerraformStack, props: Partial<WebApplicationFirewallProps> = {}): WebApplicationFirewall {
  return new WebApplicationFirewall(stack, "Firewall", {
    name: "ppm",
    loadBalancer: LoadBalancer.fromAttributes(stack, "LoadBalancer", {
      loadBalancerArn: "arn:lb",
      targetGroupArn: "arn:tg",
      targetPort: 4242,
      securityGroupId: "sg-lb",
      url: "https://packages.example.com",
      deregistrationDelaySeconds: 30,
      sourceCidrs: ["10.0.0.0/24"],
      dnsName: "shared.elb.amazonaws.com",
      dnsZoneId: "Z0ELB",
      metrics: { loadBalancer: "app/shared/1", targetGroup: "targetgroup/shared/1" },
    }),
    logEncryptionKey: new FakeKey(stack, "Key"),
    ...props,
  });
}

const resourcesOf = (props: Partial<WebApplicationFirewallProps> = {}) =>
  synthResources((stack) => firewall(stack, props));

const visibility = (metric: string) => ({
  metric_name: metric,
  cloudwatch_metrics_enabled: true,
  sampled_requests_enabled: false,
});
const managed = (priority: number, name: string, countOnly: string[]) => ({
  name,
  priority,
  override_action: { none: {} },
  statement: {
    managed_rule_group_statement: {
      vendor_name: "AWS",
      name,
      rule_action_override: countOnly.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
    },
  },
  visibility_config: visibility(name),
});

describe("WebApplicationFirewall", () => {
  test("blocks by AWS's rules but none that package uploads or clients would trip, and limits the rate of an address", () => {
    expect(resourcesOf()(Wafv2WebAcl)).toEqual([
      {
        name: "ppm",
        scope: "REGIONAL",
        default_action: { allow: {} },
        visibility_config: visibility("ppm"),
        rule: [
          {
            name: "RateLimit",
            priority: 3,
            action: { block: { custom_response: { response_code: 429 } } },
            statement: { rate_based_statement: { aggregate_key_type: "IP", limit: 100000 } },
            visibility_config: visibility("RateLimit"),
          },
          managed(0, "AWSManagedRulesAmazonIpReputationList", []),
          managed(1, "AWSManagedRulesKnownBadInputsRuleSet", [
            "JavaDeserializationRCE_BODY",
            "Log4JRCE_BODY",
            "ReactJSRCE_BODY",
          ]),
          managed(2, "AWSManagedRulesCommonRuleSet", [
            "SizeRestrictions_BODY",
            "CrossSiteScripting_BODY",
            "GenericLFI_BODY",
            "GenericRFI_BODY",
            "EC2MetaDataSSRF_BODY",
            "SizeRestrictions_QUERYSTRING",
            "RestrictedExtensions_URIPATH",
          ]),
        ],
      },
    ]);
  });

  test("stands in front of the load balancer", () => {
    expect(resourcesOf()(Wafv2WebAclAssociation)).toEqual([
      { resource_arn: "arn:lb", web_acl_arn: "${aws_wafv2_web_acl.firewall.arn}" },
    ]);
  });

  test("logs what it blocks and counts, encrypted and without credentials", () => {
    const resources = resourcesOf();

    expect(resources(CloudwatchLogGroup)).toEqual([
      {
        name: "aws-waf-logs-ppm",
        retention_in_days: 90,
        kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/k",
      },
    ]);
    expect(resources(Wafv2WebAclLoggingConfiguration)).toEqual([
      {
        resource_arn: "${aws_wafv2_web_acl.firewall.arn}",
        log_destination_configs: ["${aws_cloudwatch_log_group.firewall_log_group.arn}"],
        redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
        logging_filter: {
          default_behavior: "DROP",
          filter: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              condition: [{ action_condition: { action: "BLOCK" } }, { action_condition: { action: "COUNT" } }],
            },
          ],
        },
      },
    ]);
  });

  test("takes rateLimit from 10 to 2000000000 requests", () => {
    const rule = "expected a whole number of requests from 10 to 2000000000; set it to";

    expect(() => resourcesOf({ rateLimit: 9 })).toThrow(`test/Firewall: \`rateLimit\` is 9, ${rule} at least 10`);
    expect(() => resourcesOf({ rateLimit: 2000000001 })).toThrow(
      `test/Firewall: \`rateLimit\` is 2000000001, ${rule} at most 2000000000`,
    );
    expect(() => resourcesOf({ rateLimit: 2000000000 })).not.toThrow();
    expect(resourcesOf({ rateLimit: 10 })(Wafv2WebAcl)).toMatchObject([
      { rule: [{ statement: { rate_based_statement: { limit: 10 } } }, {}, {}, {}] },
    ]);
  });

  test.each(["", "a".repeat(116), "p.m"])("rejects name %p", (name) => {
    expect(() => resourcesOf({ name })).toThrow(
      `test/Firewall: \`name\` is "${name}", expected 1 to 115 letters, digits, hyphens and underscores; choose a name that AWS WAF allows`,
    );
  });

  test("takes the longest name, and tokens", () => {
    expect(() => resourcesOf({ name: "a".repeat(115) })).not.toThrow();

    const resources = synthResources((stack) => {
      const number = (name: string) => new TerraformVariable(stack, name, { type: "number" }).numberValue;
      const name = new TerraformVariable(stack, "name", { type: "string" }).stringValue;
      firewall(stack, { name, rateLimit: number("rate"), logRetentionDays: number("days") });
    });
    expect(resources(CloudwatchLogGroup)).toEqual([
      expect.objectContaining({ name: "aws-waf-logs-${var.name}", retention_in_days: "${var.days}" }),
    ]);
    expect(resources(Wafv2WebAcl)).toMatchObject([
      { rule: [{ statement: { rate_based_statement: { limit: "${var.rate}" } } }, {}, {}, {}] },
    ]);
  });
});
