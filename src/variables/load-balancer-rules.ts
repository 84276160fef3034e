import { loadBalancerLimits } from "../../modules/load-balancer";
import type { VariableRule, VariableSpec } from "../terraform/variables";
import { wholeNumber } from "./whole-number";

/** The chart gives a pod 120 seconds to end: first the load balancer lets go of it, then it has the rest to stop. */
export const longestDeregistrationDelaySeconds = 100;

/** Rule of an ARN that must be in the region of everything. */
export const regionRule = (name: string, what: string, fix: string): VariableRule => ({
  condition: `try(split(":", var.${name})[3] == var.region, false)`,
  expected: `${what}, \${var.region}`,
  fix,
});

/** Of a target group made here. */
export const deregistrationDelaySeconds = {
  type: "number",
  description:
    "Seconds for which a pod that leaves still gets its open requests; a longer download is cut off. Pods wait as long before they stop.",
  default: 30,
  rules: [
    wholeNumber("deregistration_delay_seconds", {
      ...loadBalancerLimits.deregistrationDelaySeconds,
      max: longestDeregistrationDelaySeconds,
    }),
  ],
} as const satisfies VariableSpec;

/** Of clients. */
export const domainName = {
  type: "string",
  description: "Name at which clients reach Package Manager, such as packages.example.com, in lower case.",
  example: "packages.example.com",
  rules: [
    {
      condition:
        'length(var.domain_name) <= 253 && can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$", var.domain_name))',
      expected: "a full domain name in lower case",
      fix: "write it like packages.example.com, without https:// and without a dot at the end",
    },
  ],
} as const satisfies VariableSpec;
