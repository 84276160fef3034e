import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Faults } from "../faults";
import { inventory, unlisted } from "../inventory";
import { plannedChanges, text } from "../plan-changes";
import { commandFailure } from "../processes";
import { runbookSteps, runSteps } from "../runbook";
import { applyStopped } from "./interruptible";
import { keep } from "./interrupt";
import { checkLostState } from "./lost-state";
import { orphans } from "./orphans";
import { importWhatWasMade } from "./recover";
import { faultyStack, part } from "./stack";

/** Terraform and its providers killed in the middle of an apply, and what the runbook makes of it. */
export async function checkKills(faults: Faults): Promise<void> {
  const { context, random, long } = faults;
  const { lane, aws } = context;
  const terraform = await lane.step("makes a stack with its state in S3", () =>
    faultyStack(context, long ? undefined : part),
  );
  const start = await inventory(aws);
  const kills = long ? 12 : 1;
  for (let kill = 1; kill <= kills; kill++) {
    const before = await inventory(aws);
    await lane.step(`kill ${kill}: an apply is killed before it reads an answer`, async () => {
      const at = random.next(3, long ? 24 : 6);
      const { result, log, inFlight } = await applyStopped(context, terraform, "SIGKILL", at);
      equal(result.code, -1, commandFailure("terraform apply", result));
      ok(inFlight !== undefined);
      const unfinished = unfinishedIn(readFileSync(log, "utf8"));
      ok(unfinished.length > 0, "nothing was in flight");
      lane.note(
        `kill ${kill}: at write ${at}, ${inFlight.service} ${inFlight.action}; in flight: ${unfinished.join(", ")}`,
      );
      const made = (await inventory(aws)).filter((line) => !before.includes(line));
      lane.note(`kill ${kill}: AWS had ${before.length} things before, and has these, too: ${made.join(", ")}`);
    });
    await lane.step(`kill ${kill}: the lock is left, and force-unlock gives it back`, async () => {
      const { code, stderr } = await terraform.try("plan", "-no-color", "-input=false");
      equal(code, 1);
      match(stderr, /Error acquiring the state lock/);
      const [, id = ""] = /Lock Info:[\s│]*ID: +(\S+)/.exec(stderr) ?? [];
      const unlocked = await runSteps(context, terraform, runbookSteps("interrupted-apply", "force-unlock"), {
        LOCK_ID: id,
      });
      equal(unlocked.code, 0, commandFailure("the runbook's force-unlock", unlocked));
    });
    await lane.step(`kill ${kill}: the printed commands import what was made`, async () => {
      await keep(context, terraform);
      const lost = await orphans(aws, await terraform.state(), start);
      const imported = await importWhatWasMade(context, terraform);
      lane.note(`kill ${kill}: lost ${lost.length}; imported: ${imported.join(", ")}`);
      const state = await terraform.state();
      equal(await orphans(aws, state, start), []);
      equal(unlisted(state, await inventory(aws)), []);
    });
  }
  await lane.step("an apply then finishes", async () => {
    await terraform.plan();
    await terraform.applyPlan();
  });
  await lane.check("the next plan is clean, and nothing is there twice", async () => {
    equal(plannedChanges(await terraform.plan()).map(text), []);
    equal(await orphans(aws, await terraform.state(), start), []);
  });
  await checkLostState(faults, terraform);
}

/** What an apply began to make, and did not report as made. */
function unfinishedIn(log: string): string[] {
  const begun = [...log.matchAll(/^(\S+): Creating\.\.\.$/gm)].map(([, address = ""]) => address);
  return begun.filter((address) => !log.includes(`\n${address}: Creation complete`));
}
