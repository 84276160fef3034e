import { listenerRulePriorities } from "../../modules/load-balancer";
import { defineVariables } from "../terraform/variables";
import { deregistrationDelaySeconds, domainName, regionRule } from "./load-balancer-rules";
import { wholeNumber } from "./whole-number";

const section = "Load balancer";

/** Variables of an HTTPS listener that exists. */
export const listenerVariables = defineVariables({
  section,
  when: "loadBalancer.attach: listener",
  variables: {
    listenerArn: {
      type: "string",
      description:
        "ARN of the HTTPS listener, of an Application Load Balancer in the VPC, that gets a rule for `domain_name`. Changing it replaces the rule.",
      example:
        "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shared/0123456789abcdef/0123456789abcdef",
      rules: [
        {
          condition:
            'can(regex("^arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener/app/[A-Za-z0-9-]+/[0-9a-z]+/[0-9a-z]+$", var.listener_arn))',
          expected: "the ARN of a listener of an Application Load Balancer",
          fix: "copy it from 'aws elbv2 describe-listeners'; it contains listener/app/",
        },
        regionRule("listener_arn", "a listener in the region of everything", "take one there"),
      ],
    },
    listenerRulePriority: {
      type: "number",
      description:
        "Number of that rule in the listener, 1 to 50000 and not taken; of the rules that match, the one with the smallest wins.",
      example: 100,
      rules: [wholeNumber("listener_rule_priority", listenerRulePriorities)],
    },
    domainName,
    deregistrationDelaySeconds,
  },
});

/** Variables of a target group that exists. */
export const targetGroupVariables = defineVariables({
  section,
  when: "loadBalancer.attach: targetGroup",
  variables: {
    targetGroupArn: {
      type: "string",
      description:
        "ARN of the HTTP target group that Package Manager fills, behind an HTTPS listener of an Application Load Balancer in the VPC.",
      example: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/package-manager/0123456789abcdef",
      rules: [
        {
          condition:
            'can(regex("^arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:targetgroup/[A-Za-z0-9-]+/[0-9a-z]+$", var.target_group_arn))',
          expected: "the ARN of a target group",
          fix: "copy it from 'aws elbv2 describe-target-groups'; it contains targetgroup/",
        },
        regionRule("target_group_arn", "a target group in the region of everything", "take one there"),
      ],
    },
    domainName,
  },
});
