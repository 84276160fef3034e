import { deepStrictEqual as equal, notStrictEqual, ok } from "node:assert/strict";
import type { Faults } from "../faults";
import { inventory } from "../inventory";
import { plannedChanges, text } from "../plan-changes";
import { commandFailure } from "../processes";
import type { Request } from "../recorder";
import { awsError, type Trouble } from "./aws-errors";
import { orphans } from "./orphans";
import { faultyStack, forEmulator, part } from "./stack";

/** AWS throttles, fails and breaks connections for a while. */
export async function checkThrottling({ context, random, long }: Faults): Promise<void> {
  const { lane, aws, recorder } = context;
  const terraform = await lane.step("makes a stack with its state in S3", () =>
    faultyStack(context, long ? undefined : part),
  );
  const before = await inventory(aws);

  await lane.check("one service fails throughout: the apply ends, and says which call of which resource", async () => {
    recorder.interference.answer = (request) => (request.service === "kms" ? awsError(request, "broken") : undefined);
    // The provider tries 25 times otherwise, which takes longer than anybody wants to wait here.
    terraform.override(forEmulator(terraform, { max_retries: 2 }));
    const result = await terraform.try("apply", "-no-color", "-input=false", "-auto-approve");
    terraform.override(forEmulator(terraform));
    recorder.interference.answer = undefined;
    notStrictEqual(result.code, 0);
    for (const part of [
      "creating KMS Key",
      "with aws_kms_key.",
      "exceeded maximum number of attempts, 2",
      "We are having trouble",
    ]) {
      ok(result.stderr.replaceAll(/[│\s]+/g, " ").includes(part), `no "${part}" in ${result.stderr}`);
    }
    equal(await orphans(aws, await terraform.state(), before), []);
  });

  await lane.step("a third of all calls fails for a while: the apply waits, and finishes", async () => {
    const faults = new Map<string, number>();
    let left = long ? 2000 : 300;
    recorder.interference.answer = (request) => {
      if (left <= 0 || isAboutState(request)) return undefined;
      left--;
      const trouble = (["throttled", "broken", "drop"] as const)[random.next(0, 8)];
      if (trouble === undefined) return undefined;
      faults.set(`${request.service} ${trouble}`, (faults.get(`${request.service} ${trouble}`) ?? 0) + 1);
      return trouble === "drop" ? "drop" : awsError(request, trouble satisfies Trouble);
    };
    const result = await terraform.try("apply", "-no-color", "-input=false", "-auto-approve");
    recorder.interference.answer = undefined;
    lane.note(
      `faults: ${[...faults]
        .map(([name, count]) => `${count} × ${name}`)
        .sort()
        .join(", ")}`,
    );
    equal(result.code, 0, commandFailure("terraform apply", result));
    ok(faults.size > 5, "too few faults to mean anything");
  });
  await lane.check("the next plan is clean, and nothing is there twice", async () => {
    equal(plannedChanges(await terraform.plan()).map(text), []);
    equal(await orphans(aws, await terraform.state(), before), []);
  });
}

/** The backend has a client of its own. */
function isAboutState({ action }: Request): boolean {
  return action.includes("team-terraform-states");
}
