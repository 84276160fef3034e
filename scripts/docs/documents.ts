import { matrix } from "../../src/compatibility/matrix";
import { deploymentFileJsonSchema, deploymentKeys } from "../../src/config/json-schema";
import { cliReference } from "./cli";
import { collectInterfaces } from "../../src/explain/collect";
import { explainedDeployments } from "../../src/explain/shapes";
import { declarationsOf } from "../../src/inspect/synthesized";
import { drawDiagram } from "../../src/diagram/draw";
import { tfvarsExample } from "../../src/terraform/tfvars";
import { shape, shapeNames } from "../checks/shapes";
import { compatibilityPage } from "./compatibility";
import { configurationReference } from "./configuration";
import { preflightChecks } from "./preflight-checks";

/** Returns every generated document by its path in the project. */
export function documents(): Map<string, string> {
  const { stacks: reference, inputs } = shape("reference");
  const explained = explainedDeployments().map(declarationsOf);
  const stacks = collectInterfaces([...shapeNames.map(shape), ...explained]);
  return new Map([
    ["docs/configuration.md", configurationReference(deploymentKeys(), stacks)],
    ["docs/compatibility.md", compatibilityPage(matrix)],
    ["docs/architecture.svg", drawDiagram(reference, inputs).svg],
    ["docs/cli.md", cliReference()],
    ["docs/preflight-checks.md", preflightChecks()],
    ["docs/deployment.schema.json", `${JSON.stringify(deploymentFileJsonSchema(), null, 2)}\n`],
    ["terraform.tfvars.example", stacks.map(({ title, catalogs }) => tfvarsExample(title, catalogs)).join("\n")],
  ]);
}
