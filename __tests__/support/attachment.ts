import type { TerraformStack } from "cdktf";
import { evaluateTemplate } from "../../src/inspect/evaluate";
import type { Json } from "../../src/inspect/terraform-json";
import {
  LoadBalancer,
  type ListenerAttachment,
  type ListenerAttachmentProps,
  type TargetGroupAttachment,
  type TargetGroupAttachmentProps,
} from "../../modules/load-balancer";
import { FakeNetwork, synthStack } from "./synth";

export const LISTENER_ARN = "arn:listener";
export const GROUP_ARN = "arn:group";

export function listener(stack: TerraformStack, props: Partial<ListenerAttachmentProps> = {}): ListenerAttachment {
  return LoadBalancer.fromListener(stack, "LoadBalancer", {
    name: "ppm",
    network: new FakeNetwork(stack, "Network"),
    listenerArn: LISTENER_ARN,
    priority: 100,
    domainName: "packages.example.com",
    targets: { mode: "ip", port: 4242 },
    healthCheckPath: "/__ping__",
    ...props,
  });
}

export function targetGroup(
  stack: TerraformStack,
  props: Partial<TargetGroupAttachmentProps> = {},
): TargetGroupAttachment {
  return LoadBalancer.fromTargetGroup(stack, "LoadBalancer", {
    network: new FakeNetwork(stack, "Network"),
    targetGroupArn: GROUP_ARN,
    domainName: "packages.example.com",
    targets: { mode: "ip", port: 4242 },
    healthCheckPath: "/__ping__",
    longestDeregistrationDelaySeconds: 100,
    ...props,
  });
}

type Rule = { condition: string; error_message: string };

/**
 * Messages of the postconditions that do not hold, as Terraform shows them, when data sources have these attributes:
 * those of `self` are the block's own.
 */
export function refusals(build: (stack: TerraformStack) => void, type: string, self: Record<string, Json>): string[] {
  const blocks = Object.values(synthStack(build).data?.[type] ?? {});
  expect(blocks).toHaveLength(1);
  const { postcondition = [] } = (blocks[0]?.["lifecycle"] ?? {}) as { postcondition?: Rule[] };
  return broken(postcondition, { self });
}

/** As {@link refusals}, of every assertion of the checks. */
export function warningsAtPlan(build: (stack: TerraformStack) => void, values: Record<string, Json>): string[] {
  const { check = {} } = synthStack(build) as { check?: Record<string, { assert: Rule[] }> };
  return broken(
    Object.values(check).flatMap(({ assert }) => assert),
    values,
  );
}

function broken(rules: readonly Rule[], values: Record<string, Json>): string[] {
  const evaluate = (text: string) =>
    evaluateTemplate(text, (reference) => {
      const path = reference.map(String);
      const start = Object.keys(values).find((key) => path.join(".").startsWith(`${key}.`) || path.join(".") === key);
      if (start === undefined) throw new Error(`${path.join(".")} has no value`);
      const found = path.slice(start.split(".").length).reduce<unknown>((at, key) => Object(at)[key], values[start]);
      if (found === undefined) throw new Error(`${path.join(".")} has no value`);
      return found as Json;
    });
  return rules
    .filter(({ condition }) => evaluate(condition) !== true)
    .map(({ error_message }) => String(evaluate(error_message)));
}
