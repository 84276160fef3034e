import { parseArgs } from "node:util";
import { checkAdoption } from "./adoption";
import { ApplicationScenario } from "./application";
import { withAws, type AwsContext } from "./aws-context";
import { checkCertificateSwap } from "./certificate-swap";
import { checkCloud } from "./cloud";
import { installEmulator } from "./emulator";
import { checkExamples } from "./examples";
import { InfrastructureScenario } from "./infrastructure";
import { checkModule } from "./module";
import { checkPassword } from "./password";
import { checkPreflight } from "./preflight";
import { Report } from "./report";
import { checkRestore } from "./restore";
import { checkSchemaScript } from "./schema-script";
import { Slots } from "./slots";
import { checkState } from "./state";
import { requireTerraform } from "./terraform";
import { checkUpgrade } from "./upgrade";
import { workFolder } from "./work-folder";

/** Parts with an AWS account of their own, the slowest first. */
const scenarios = {
  examples: checkExamples,
  upgrade: checkUpgrade,
  adoption: checkAdoption,
  restore: checkRestore,
  password: checkPassword,
  preflight: checkPreflight,
  certificate: checkCertificateSwap,
  state: checkState,
  module: checkModule,
} satisfies Record<string, (context: AwsContext, report: Report) => Promise<void>>;
type Scenario = keyof typeof scenarios;
const scenarioNames = Object.keys(scenarios) as Scenario[];

const parts = ["infrastructure", "application", "schema-script", "cloud", ...scenarioNames] as const;
type Part = (typeof parts)[number];

/** Applies mostly wait, so this many go well on two cores. */
const appliesAtOnce = 2;

/** Tests with real programs. `--only=PART` runs one part, `--keep` leaves the work folders for a look. */
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
  if (only !== "schema-script") {
    const lane = report.lane("tools");
    await lane.run(async () => {
      lane.note(`Terraform ${await requireTerraform()}`);
      if (only !== "cloud") await lane.step("installs the emulator", installEmulator);
      lanes.push(...terraformLanes(report, values.keep, wanted));
    });
  }
  await Promise.all(lanes);
  return report.finish();
}

function terraformLanes(report: Report, keep: boolean, wanted: (part: Part) => boolean): Promise<void>[] {
  const lanes: Promise<void>[] = [];
  const slots = new Slots(appliesAtOnce);
  const inAws = (name: string, body: (context: AwsContext) => Promise<void>) => {
    const lane = report.lane(name);
    lanes.push(slots.run(() => lane.run(() => withAws(lane, workFolder(keep), keep, body))));
  };
  if (wanted("infrastructure") || wanted("application")) {
    inAws("infrastructure", (context) => checkReference(context, report, wanted));
  }
  for (const name of scenarioNames.filter(wanted)) inAws(name, (context) => scenarios[name](context, report));
  if (wanted("cloud")) {
    const lane = report.lane("cloud");
    lanes.push(lane.run(() => checkCloud(lane, workFolder(keep))));
  }
  return lanes;
}

/** Both stacks of the reference architecture, in the order in which a user works with them. */
async function checkReference(context: AwsContext, report: Report, wanted: (part: Part) => boolean): Promise<void> {
  const infrastructure = new InfrastructureScenario(context);
  const application = new ApplicationScenario({ ...context, lane: report.lane("application") });
  await infrastructure.create();
  if (wanted("infrastructure")) {
    await infrastructure.failOver();
    await infrastructure.refuse();
  }
  if (wanted("application")) {
    await application.create();
    await application.refuse();
  }
  await infrastructure.rotate();
  if (wanted("application")) await application.rotate();
  await infrastructure.rotateLicense();
  if (wanted("application")) {
    await application.rotateLicense();
    await application.change();
    await application.destroy();
  }
  if (wanted("infrastructure")) {
    await infrastructure.replaceNodes();
    await infrastructure.destroy();
    await infrastructure.checkDeployer();
  }
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
