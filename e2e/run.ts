import { parseArgs } from "node:util";
import { ApplicationScenario } from "./application";
import { withAws } from "./aws-context";
import { installEmulator } from "./emulator";
import { InfrastructureScenario } from "./infrastructure";
import { Report } from "./report";
import { checkSchemaScript } from "./schema-script";
import { requireTerraform } from "./terraform";
import { workFolder } from "./work-folder";

const parts = ["infrastructure", "application", "schema-script"] as const;
type Part = (typeof parts)[number];

/** Tests with real programs. `--only=PART` runs one part, `--keep` leaves the work folder for a look. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: "string" }, keep: { type: "boolean", default: false } } });
  const only = values.only as Part | undefined;
  if (only !== undefined && !parts.includes(only)) {
    throw new Error(`--only is ${only}, expected one of ${parts.join(", ")}`);
  }
  const wanted = (part: Part) => only === undefined || only === part;
  const report = new Report();
  const lanes: Promise<void>[] = [];

  if (wanted("schema-script")) {
    const lane = report.lane("schema script");
    lanes.push(lane.run(() => checkSchemaScript(lane)));
  }
  if (wanted("infrastructure") || wanted("application")) {
    const lane = report.lane("infrastructure");
    lanes.push(
      lane.run(async () => {
        lane.note(`Terraform ${await requireTerraform()}`);
        await lane.step("installs the emulator", installEmulator);
        await withAws(lane, workFolder(values.keep), values.keep, async (context) => {
          const infrastructure = new InfrastructureScenario(context);
          const application = new ApplicationScenario({ ...context, lane: report.lane("application") });
          await infrastructure.create();
          if (wanted("infrastructure")) await infrastructure.refuse();
          if (wanted("application")) {
            await application.create();
            await application.refuse();
          }
          await infrastructure.rotate();
          if (wanted("application")) {
            await application.rotate();
            await application.destroy();
          }
          if (wanted("infrastructure")) await infrastructure.destroy();
        });
      }),
    );
  }
  await Promise.all(lanes);
  return report.finish();
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
