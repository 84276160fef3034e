import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { asObject, type Json, type JsonObject } from "./json";
import type { Lane } from "./report";
import type { TerraformFolder } from "./terraform";

/** Wrong values that a condition of the stack must refuse. */
export interface Refusal {
  /** Address, kind and number, such as `aws_db_instance.database precondition 0` or `check.network_tags assert 0`. */
  readonly condition: string;
  /** The variables that are wrong. */
  readonly variables: Readonly<Record<string, Json>>;
  /** What the user must read. */
  readonly message: string;
}

/** A condition that no variable can break in the test's account, and why. */
export interface Unreachable {
  readonly condition: string;
  readonly why: string;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/**
 * Checks that every condition of a stack is listed, and that each of `refusals` is refused with its message.
 *
 * @param stack the JSON as it was synthesized.
 */
export async function checkRefusals(
  lane: Lane,
  stack: JsonObject,
  terraform: TerraformFolder,
  variables: Readonly<Record<string, Json>>,
  refusals: readonly Refusal[],
  unreachable: readonly Unreachable[] = [],
): Promise<void> {
  await lane.check("has a wrong value to try for each of its conditions", () => {
    equal([...refusals, ...unreachable].map(({ condition }) => condition).sort(), conditions(stack));
  });
  // One plan tells of every condition that the same wrong values break.
  const messages = new Map<string, string[]>();
  for (const { variables: wrong, message } of refusals) {
    const key = JSON.stringify(wrong);
    messages.set(key, [...(messages.get(key) ?? []), message]);
  }
  for (const [wrong, expected] of messages) {
    await lane.check(`refuses ${wrong}`, async () => {
      terraform.setVariables({ ...variables, ...(JSON.parse(wrong) as Record<string, Json>) });
      const errors = await terraform.planErrors();
      for (const message of expected) {
        ok(
          errors.some((error) => error.includes(message)),
          `expected ${message}\nbut got ${errors.join("\n") || "no error"}`,
        );
      }
    });
  }
}

function conditions(stack: JsonObject): string[] {
  const found = (blocks: Blocks, prefix: string) =>
    Object.entries(blocks).flatMap(([type, instances]) =>
      Object.entries(instances).flatMap(([name, block]) =>
        ["precondition", "postcondition"].flatMap((kind) =>
          [asObject(block.lifecycle)[kind] ?? []].flat().map((_, i) => `${prefix}${type}.${name} ${kind} ${i}`),
        ),
      ),
    );
  const checks = Object.entries(asObject(stack.check)).flatMap(([name, block]) =>
    [asObject(block).assert ?? []].flat().map((_, i) => `check.${name} assert ${i}`),
  );
  return [
    ...found(asObject(stack.resource) as Blocks, ""),
    ...found(asObject(stack.data) as Blocks, "data."),
    ...checks,
  ].sort();
}
