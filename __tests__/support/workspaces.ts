import type { JsonObject, TerraformJson } from "../../src/inspect/terraform-json";
import { buildApp } from "../../src/app";
import { deploymentSchema } from "../../src/config/schema";
import { synthesize } from "../../src/terraform/synthesize";

const cloud = { backend: "cloud", organization: "example", manage: true };

export interface Built {
  readonly json: (stack: string) => TerraformJson;
  readonly file: (path: string) => string | undefined;
  readonly warnings: readonly string[];
}

/** Synthesizes a deployment in HCP Terraform whose workspaces are managed. */
export function build(deployment: object = {}, state: object = {}): Built {
  const parsed = deploymentSchema.parse({ ...deployment, state: { ...cloud, ...state } });
  const { files, warnings } = synthesize((outdir) => buildApp([parsed], { outdir, localStateFolder: "." }));
  const json = (stack: string) => JSON.parse(files.get(`stacks/ppm-${stack}/cdk.tf.json`) ?? "{}") as TerraformJson;
  return { json, file: (path) => files.get(path), warnings };
}

/** Its workspaces stack. */
export function workspaces(deployment: object = {}, state: object = {}): TerraformJson {
  return build(deployment, state).json("workspaces");
}

/** The only block of a type. */
export function only(json: TerraformJson, type: string): JsonObject {
  const blocks = Object.values(json.resource?.[type] ?? {});
  expect(blocks).toHaveLength(1);
  return blocks[0] ?? {};
}

/** Nothing is left to make but the application. */
export const existing = {
  network: { mode: "existing" },
  cluster: { mode: "existing" },
  database: { mode: "existing", credentials: "application" },
  bucket: { mode: "existing" },
  loadBalancer: { mode: "existing", attach: "targetGroup" },
};
