import type { Io } from "../cli/io";
import { UserError } from "../config/errors";
import type { Loaded } from "../config/load";
import type { Deployment } from "../config/schema";
import { drawDiagram } from "../diagram/draw";
import { synthesizeDeployment } from "../inspect/synthesized";
import { checkCapacity } from "../sizing/capacity";
import { withHandover } from "./handover";
import { monthlyCost } from "../sizing/cost";
import { changesByPlan, changesSince } from "./comparison";
import type { ReportInput } from "./render";

/** What the command line says about a report. */
export interface ReportOptions {
  /** Deployment, where the file has several. */
  readonly name?: string;
  /** Deployment file or output folder to compare with. */
  readonly before?: string;
  /** JSON of a plan. */
  readonly plan?: string;
}

/**
 * Synthesizes a deployment and gathers what a report says of it.
 *
 * @throws UserError when an option is wrong.
 */
export async function gather(io: Io, loaded: Loaded, { name, before, plan }: ReportOptions): Promise<ReportInput> {
  const deployment = choose(loaded.deployments, name);
  io.progress(`synthesizing ${deployment.name} …`);
  const made = withHandover(synthesizeDeployment(deployment, loaded.localStateFolder));
  const planned = plan === undefined ? undefined : changesByPlan(io, plan, made);
  const synthesized = planned?.synthesized ?? made;
  const changes = planned?.changes ?? (before === undefined ? undefined : await changesSince(io, before, synthesized));
  return {
    synthesized,
    picture: drawDiagram(synthesized.stacks, synthesized.inputs),
    cost: monthlyCost(synthesized),
    capacity: checkCapacity(synthesized),
    ...(changes && { changes }),
    ...(plan !== undefined && { valuesFrom: `the plan ${plan}` }),
  };
}

function choose(deployments: readonly Deployment[], name: string | undefined): Deployment {
  const [first, ...more] = deployments;
  const found = name === undefined ? first : deployments.find((one) => one.name === name);
  if (found && (name !== undefined || more.length === 0)) return found;
  const names = deployments.map((one) => one.name).join(", ");
  throw new UserError(`--name is ${name ?? "missing"}, expected one of ${names}; a report is of one deployment`);
}
