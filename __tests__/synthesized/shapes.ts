import { z } from "zod";
import { deploymentOf, shapeNames } from "../../scripts/checks/shapes";
import { at } from "../../src/inspect/terraform-json";
import type { Json } from "../../src/inspect/terraform-json";
import { deploymentSchema } from "../../src/config/schema";

interface SchemaNode {
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** Every choice that a deployment file offers, as path and value; `undefined` for a free value. */
function choices(node: SchemaNode, path = ""): [path: string, value: Json | undefined][] {
  const variants = node.oneOf ?? node.anyOf;
  if (variants) return variants.flatMap((variant) => choices(variant, path));
  if (node.properties) {
    return Object.entries(node.properties).flatMap(([key, child]) => choices(child, path ? `${path}.${key}` : key));
  }
  if (node.type === "boolean") return [true, false].map((value) => [path, value]);
  return (node.enum ?? [node.const]).map((value) => [path, value]);
}

test("the shapes that are tested choose every option of the deployment file between them", () => {
  const deployments = shapeNames.map((name) => deploymentOf(name) as unknown as Json);
  const wanted = choices(z.toJSONSchema(deploymentSchema, { io: "input" }) as SchemaNode);
  expect(wanted).toContainEqual(["loadBalancer.targets", "node"]);
  expect(wanted).toContainEqual(["packageManager.extraConfig", undefined]);

  const [reference, ...others] = deployments;
  const missing = wanted.filter(([path, value]) =>
    value === undefined
      ? others.every((deployment) => JSON.stringify(at(deployment, path)) === JSON.stringify(at(reference, path)))
      : deployments.every((deployment) => at(deployment, path) !== value),
  );
  expect(missing).toEqual([]);
});
