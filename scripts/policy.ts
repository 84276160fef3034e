/**
 * Runs checkov on the resolved plan of every stack of every example, planned in an AWS emulator. No check may fail but
 * those in `policy/skips.ts`; six mistakes planted in the reference architecture must.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AwsContext, withAws } from "../e2e/aws-context";
import { installEmulator } from "../e2e/emulator";
import { makeParts } from "../e2e/parts";
import { Report } from "../e2e/report";
import { Slots } from "../e2e/slots";
import { requireTerraform } from "../e2e/terraform";
import { workFolder } from "../e2e/work-folder";
import { authorizationReference, unlikeReference } from "./policy/authorization";
import { type Finding, installCheckov, runCheckov } from "./policy/checkov";
import { accountFacts } from "./policy/facts";
import { covers, evaluated, judge } from "./policy/judge";
import type { PlanJson } from "./policy/plan-json";
import { Planner } from "./policy/planning";
import { seeds, uncaught, withMistakes } from "./policy/seeds";
import { skips } from "./policy/skips";
import { type PolicyStack, policyStacks } from "./policy/stacks";

const plansAtOnce = 2;
const seeded = "seeded";

async function main(): Promise<boolean> {
  const keep = process.argv.includes("--keep");
  const report = new Report();
  const lane = report.lane("policy");
  await lane.run(async () => {
    lane.note(`Terraform ${await requireTerraform()}`);
    await lane.step("installs the emulator", installEmulator);
    await lane.step("installs checkov", installCheckov);
    await lane.check("the deployer's actions are AWS's, and narrowed where AWS allows it", () =>
      complain(unlikeReference(authorizationReference())),
    );
    const folder = workFolder(keep);
    const plans = join(folder, "plans");
    mkdirSync(plans);
    const stacks = policyStacks();
    await withAws(lane, folder, keep, (context) => planAll(context, stacks, plans));
    const findings = await lane.step("checks the plans", () => runCheckov(plans));
    await judgeAll(report, stacks, findings);
  });
  return report.finish();
}

async function planAll(context: AwsContext, stacks: readonly PolicyStack[], plans: string): Promise<void> {
  const { lane } = context;
  const { parts } = await lane.step("makes what a team has already", () => makeParts(context));
  const planner = new Planner(context, accountFacts(parts));
  const slots = new Slots(plansAtOnce);
  const write = (name: string, plan: PlanJson) => writeFileSync(join(plans, `${name}.json`), JSON.stringify(plan));
  const planned = (stack: PolicyStack) =>
    slots.run(async () => {
      await lane.check(`plans ${[stack.name, ...stack.same].join(", ")}`, async () =>
        write(stack.name, await planner.plan(stack)),
      );
    });
  const of = (role: PolicyStack["role"]) => stacks.filter((stack) => stack.role === role);
  await Promise.all(of("infrastructure").map(planned));
  await Promise.all(of("application").map(planned));
  await lane.step("plans six mistakes", async () => {
    const reference = referenceOf(stacks);
    write(seeded, await planner.plan(reference, seeded, withMistakes(reference.json)));
  });
}

async function judgeAll(report: Report, stacks: readonly PolicyStack[], all: readonly Finding[]): Promise<void> {
  const lane = report.lane("policy");
  const findings = all.filter(({ plan }) => plan !== seeded);
  for (const [type, checks] of evaluated(findings)) lane.note(`${String(checks).padStart(4)} checks of ${type}`);
  const skipped = findings.filter((finding) => !finding.passed && skips.some((skip) => covers(skip, finding)));
  lane.note(`${findings.length} checks in ${stacks.length} plans, of which ${skipped.length} are skipped`);
  const silent = stacks.filter(({ name }) => !findings.some(({ plan }) => plan === name)).map(({ name }) => name);
  await lane.check("evaluates checks in every plan", () => complain(silent.map((name) => `${name}: no check`)));
  await lane.check("no check fails, and every skip is needed", () => complain(judge(findings, skips)));
  const without = findings.filter(({ plan }) => plan === referenceOf(stacks).name);
  const missed = uncaught(
    all.filter(({ plan }) => plan === seeded),
    without,
  );
  for (const { mistake, check } of seeds) {
    await lane.check(`finds ${mistake} by ${check}`, () => complain(missed.filter((line) => line.startsWith(mistake))));
  }
}

function referenceOf(stacks: readonly PolicyStack[]): PolicyStack {
  const found = stacks.find(({ name }) => name === "reference-infrastructure");
  if (!found) throw new Error("the reference architecture is not among the examples");
  return found;
}

function complain(lines: readonly string[]): void {
  if (lines.length > 0) throw new Error(lines.join("\n"));
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
