import { parseArgs } from "node:util";
import { checkSynth } from "./faults/synth";
import { Report } from "./report";
import { workFolder } from "./work-folder";

const parts = ["synth"] as const;
type Part = (typeof parts)[number];

/**
 * What happens when something breaks in the middle. `--only=PART` runs one part, `--keep` leaves the work folders for a
 * look.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: "string" }, keep: { type: "boolean", default: false } } });
  const only = values.only as Part | undefined;
  if (only !== undefined && !parts.includes(only)) {
    throw new Error(`--only is ${only}, expected one of ${parts.join(", ")}`);
  }
  const wanted = (part: Part) => only === undefined || only === part;
  const report = new Report();
  if (wanted("synth")) {
    const lane = report.lane("synth");
    await lane.run(() => checkSynth(lane, workFolder(values.keep)));
  }
  return report.finish();
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
