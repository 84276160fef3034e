import { parseArgs } from "node:util";
import { type AwsContext, withAws } from "./aws-context";
import { installEmulator } from "./emulator";
import { checkInterrupts } from "./faults/interrupt";
import { checkKills } from "./faults/kill";
import { Random } from "./faults/random";
import { checkSynth } from "./faults/synth";
import { checkThrottling } from "./faults/throttle";
import { Report } from "./report";
import { Slots } from "./slots";
import { requireTerraform } from "./terraform";
import { workFolder } from "./work-folder";

/** What a part is asked for. */
export interface Faults {
  readonly context: AwsContext;
  readonly random: Random;
  /** The whole stack, more often. */
  readonly long: boolean;
}

/** Parts with an AWS account of their own. */
const inAws = { interrupt: checkInterrupts, kill: checkKills, throttle: checkThrottling } satisfies Record<
  string,
  (faults: Faults) => Promise<void>
>;
type Part = "synth" | keyof typeof inAws;
const parts: readonly Part[] = ["synth", ...(Object.keys(inAws) as (keyof typeof inAws)[])];

/**
 * What happens when something breaks in the middle. `--only=PART` runs one part, `--long` more of each, `--seed=N` the same
 * again; `--keep` leaves the work folders for a look.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      long: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
    },
  });
  const { seed, long, keep } = values;
  const only = values.only as Part | undefined;
  if (only !== undefined && !parts.includes(only)) {
    throw new Error(`--only is ${only}, expected one of ${parts.join(", ")}`);
  }
  const wanted = (part: Part) => only === undefined || only === part;
  const report = new Report();
  const tools = report.lane("tools");
  tools.note(`--seed=${seed}`);
  await tools.run(async () => {
    tools.note(`Terraform ${await requireTerraform()}`);
    if (only !== "synth") await tools.step("installs the emulator", installEmulator);
    const slots = new Slots(2);
    const names = Object.keys(inAws) as (keyof typeof inAws)[];
    const lanes = names.filter(wanted).map((name) => {
      const lane = report.lane(name);
      const body = (context: AwsContext) => inAws[name]({ context, random: new Random(Number(seed)), long });
      return slots.run(() => lane.run(() => withAws(lane, workFolder(keep), keep, body)));
    });
    if (wanted("synth")) {
      const lane = report.lane("synth");
      lanes.push(slots.run(() => lane.run(() => checkSynth(lane, workFolder(keep)))));
    }
    await Promise.all(lanes);
  });
  return report.finish();
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
