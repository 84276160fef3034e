import { deploymentSchema } from "../../src/config/schema";
import { type Synthesized, synthesizeDeployment } from "../../src/inspect/synthesized";
import type { Json } from "../../src/inspect/terraform-json";
import { withValues } from "../../src/inspect/values";

/** Synthesizes what a deployment file says. */
export function synthesized(file: object = {}): Synthesized {
  return synthesizeDeployment(deploymentSchema.parse(file));
}

/** The deployment with other values, each in every stack that has the variable. */
export function withAll(deployment: Synthesized, values: Readonly<Record<string, Json>>): Synthesized {
  return withValues(deployment, { infrastructure: values, application: values });
}
