import { deploymentFileJsonSchema } from "../config/json-schema";
import { parseDeployment } from "../config/parse";
import type { Answers } from "./answers";
import { deploymentFile, schemaFile } from "./deployment-file";
import { stackVariables } from "./tfvars";
import { tfvarsFile } from "./tfvars-file";

/** What `init` writes. */
export interface InitFiles {
  /** Path, relative to the folder that is made ready → contents. */
  readonly files: ReadonlyMap<string, string>;
  /** Variables that the user must still give, by file. */
  readonly open: ReadonlyMap<string, readonly string[]>;
}

/**
 * Returns a deployment file, its schema and a file of variables for each stack.
 *
 * @param answers complete and right.
 */
export function initFiles(answers: Answers): InitFiles {
  const text = deploymentFile(answers);
  const parsed = parseDeployment(text);
  if ("problems" in parsed) throw new Error(`init would write a wrong file:\n${parsed.problems.join("\n")}`);
  const variables = parsed.deployments.flatMap(stackVariables).map((stack) => tfvarsFile(stack, answers));
  return {
    files: new Map([
      ["deployment.yaml", text],
      [schemaFile, `${JSON.stringify(deploymentFileJsonSchema(), null, 2)}\n`],
      ...variables.map(({ path, contents }) => [path, contents] as const),
    ]),
    open: new Map(variables.filter(({ open }) => open.length > 0).map(({ path, open }) => [path, open])),
  };
}
