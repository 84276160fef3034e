import type { Io } from "../cli/io";
import { chooseDeployment } from "../config/choose-deployment";
import type { Loaded } from "../config/load";
import { drawDiagram } from "../diagram/draw";
import { type Synthesized, synthesizeDeployment } from "../inspect/synthesized";
import { checkCapacity } from "../sizing/capacity";
import { withHandover } from "../inspect/handover";
import { type VarFile, withVarFiles } from "../inspect/var-file";
import { monthlyCost } from "../sizing/cost";
import { changesByPlan, changesSince } from "./comparison";
import type { ReportInput } from "./render";

/** What the command line says about a report. */
export interface ReportOptions {
  /** Deployment, where the file has several. */
  readonly name?: string;
  /** Deployment file or output folder to compare with. */
  readonly before?: string;
  /** JSON of a plan. Its values go before those of `varFiles`. */
  readonly plan?: string;
  /** Files with values of variables, in place of the defaults; a later one wins. */
  readonly varFiles: readonly VarFile[];
}

/**
 * Synthesizes a deployment and gathers what a report says of it.
 *
 * @throws UserError when an option is wrong.
 */
export async function gather(io: Io, loaded: Loaded, options: ReportOptions): Promise<ReportInput> {
  const { name, before, plan, varFiles } = options;
  const deployment = chooseDeployment(loaded.deployments, name);
  io.progress(`synthesizing ${deployment.name} …`);
  const made = withHandover(withVarFiles(synthesizeDeployment(deployment, loaded.localStateFolder), varFiles));
  const planned = plan === undefined ? undefined : changesByPlan(io, plan, made);
  const synthesized = planned?.synthesized ?? made;
  const changes = planned?.changes ?? (before === undefined ? undefined : await changesSince(io, before, synthesized));
  const sources = [
    ...(plan === undefined ? [] : [`the plan ${plan}`]),
    ...(varFiles.length === 0 ? [] : [varFiles.map(({ path }) => path).join(" and ")]),
  ];
  return {
    ...reportInput(synthesized),
    ...(changes && { changes }),
    ...(sources.length > 0 && { valuesFrom: sources.join(", else of ") }),
  };
}

/** What a report of a deployment is made of, without changes. */
export function reportInput(synthesized: Synthesized): ReportInput {
  return {
    synthesized,
    picture: drawDiagram(synthesized.stacks, synthesized.inputs),
    cost: monthlyCost(synthesized),
    capacity: checkCapacity(synthesized),
  };
}
