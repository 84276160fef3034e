import { deploymentFileJsonSchema, deploymentKeys } from "../../src/config/json-schema";
import { tfvarsExample } from "../../src/terraform/tfvars";
import { deploymentOf, shapeNames } from "../checks/shapes";
import { collectInterfaces } from "./collect";
import { configurationReference } from "./configuration";

/** Returns every generated document by its path in the project. */
export function documents(): Map<string, string> {
  const stacks = collectInterfaces(shapeNames.map(deploymentOf));
  return new Map([
    ["docs/configuration.md", configurationReference(deploymentKeys(), stacks)],
    ["docs/deployment.schema.json", `${JSON.stringify(deploymentFileJsonSchema(), null, 2)}\n`],
    ["terraform.tfvars.example", stacks.map(({ title, catalogs }) => tfvarsExample(title, catalogs)).join("\n")],
  ]);
}
