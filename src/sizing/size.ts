import { UserError } from "../config/errors";
import type { Synthesized } from "../inspect/synthesized";
import type { Json } from "../inspect/terraform-json";
import { sizeDatabase } from "./size-database";
import { sizeNodes } from "./size-nodes";
import { referencePoint } from "./reference-point";
import { count, ratio } from "./text";
import { type Values, withValues } from "../inspect/values";

/** What Package Manager has to serve. */
export interface Load {
  readonly installsPerDay: number;
  /** Git builds at the same time. */
  readonly gitBuilders: number;
}

/** One step of the arithmetic. */
export interface Step {
  readonly what: string;
  readonly result: string;
  /** How the result comes about, with numbers. */
  readonly arithmetic: string;
  /** Where the numbers are from. */
  readonly source: string;
  /** What may be wrong with it. */
  readonly uncertainty: string;
}

export interface Size {
  readonly load: Load;
  /** Share of what the measured point serves; 1 is that point. */
  readonly share: number;
  /** Whether, and where, the result goes beyond what was measured. */
  readonly basis: string;
  readonly steps: readonly Step[];
  /** Variables to set, of those that the deployment has. */
  readonly values: Values;
  /** Keys of the deployment file that the size relies on; all are defaults. */
  readonly keys: Readonly<Record<string, Json>>;
}

/** How far the rules of proportion are followed: Package Manager's chart here takes at most 100 pods. */
export const mostTimes = 30;

export const referenceLoad: Load = {
  installsPerDay: referencePoint.installsPerDay,
  gitBuilders: referencePoint.gitBuilders,
};

/**
 * Reads numbers of the command line; what is left out is that of the measured point.
 *
 * @throws UserError naming each option that is no whole number in range.
 */
export function parseLoad(given: { readonly installsPerDay?: string; readonly gitBuilders?: string }): Load {
  const installsPerDay = within("--installs-per-day", given.installsPerDay, referenceLoad.installsPerDay, "installs");
  const gitBuilders = within("--git-builders", given.gitBuilders, referenceLoad.gitBuilders, "builds at once");
  const problems = [installsPerDay, gitBuilders].filter((value) => typeof value === "string");
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return { installsPerDay: Number(installsPerDay), gitBuilders: Number(gitBuilders) };
}

function within(option: string, text: string | undefined, measured: number, unit: string): number | string {
  if (text === undefined) return measured;
  const most = measured * mostTimes;
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  return `${option} is ${text}, expected a whole number of ${unit} from 0 to ${most}, ${mostTimes} times what was measured; give digits only, and beyond that run several deployments`;
}

/**
 * Sizes a deployment for a load, in proportion to the one point that Posit measured, with floors for availability.
 *
 * @param synthesized whose variables to set, and whose rules the size keeps.
 */
export function sizeFor(load: Load, synthesized: Synthesized): Size {
  const share = Math.max(
    load.installsPerDay / referencePoint.installsPerDay,
    load.gitBuilders / referencePoint.gitBuilders,
  );
  const nodes = sizeNodes(load, share, synthesized);
  const database = sizeDatabase(load, nodes.replicas, withValues(synthesized, nodes.values));
  const merge = (stack: "infrastructure" | "application") => ({ ...nodes.values[stack], ...database.values[stack] });
  return {
    load,
    share,
    basis: basisOf(share),
    steps: [shareStep(load, share), ...nodes.steps, ...database.steps],
    values: declared(synthesized, { infrastructure: merge("infrastructure"), application: merge("application") }),
    keys: { "network.zones": 3, "network.natGateways": "perZone", "cluster.nodes": "fixed" },
  };
}

function basisOf(share: number): string {
  if (share === 1) return "This is the measured point itself.";
  return share > 1
    ? `Extrapolated to ${ratio(share)} times the measured point: nobody has measured it. Growth in proportion is an assumption; try it under load before you rely on it, and read docs/sizing.md for what breaks first.`
    : `Extrapolated down to ${ratio(share)} of the measured point: nobody has measured it. What is left is floors for availability and for one server.`;
}

function shareStep({ installsPerDay, gitBuilders }: Load, share: number): Step {
  const installs = installsPerDay / referencePoint.installsPerDay;
  const builds = gitBuilders / referencePoint.gitBuilders;
  const both = installs + builds;
  return {
    what: "Share of the measured point",
    result: ratio(share),
    arithmetic: `the larger of ${ratio(installs)} (${count(installsPerDay)} of ${count(referencePoint.installsPerDay)} installs a day) and ${ratio(builds)} (${count(gitBuilders)} of ${count(referencePoint.gitBuilders)} Git builds at once)`,
    source: referencePoint.source,
    uncertainty: `the page says that it "can also handle" the builds, which is taken to mean at the same time; if it means instead, the sum counts, ${ratio(both)}, and ${Math.max(3, Math.ceil(both * 3))} nodes of ${referencePoint.nodeType}`,
  };
}

/** Only what the deployment declares: where nodes or database are the user's own, their variables are not here. */
function declared(synthesized: Synthesized, values: Values): Values {
  const of = (stack: "infrastructure" | "application") =>
    Object.fromEntries(Object.entries(values[stack] ?? {}).filter(([name]) => name in synthesized.inputs[stack]));
  return { infrastructure: of("infrastructure"), application: of("application") };
}
