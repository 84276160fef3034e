import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { Faults } from "../faults";
import type { AwsContext } from "../aws-context";
import { inventory, unlisted } from "../inventory";
import type { JsonObject } from "../json";
import { plannedChanges, text } from "../plan-changes";
import { commandFailure } from "../processes";
import type { TerraformFolder } from "../terraform";
import { applyStopped } from "./interruptible";
import { orphans } from "./orphans";
import { importWhatWasMade } from "./recover";
import { faultyStack, part } from "./stack";

/** Ctrl-C in the middle of an apply, on one stack until there is nothing left to interrupt. */
export async function checkInterrupts({ context, random, long }: Faults): Promise<void> {
  const { lane, aws } = context;
  const terraform = await lane.step("makes a stack with its state in S3", () =>
    faultyStack(context, long ? undefined : part),
  );
  const before = await inventory(aws);
  let interrupted = 0;
  for (let done = false; !done;) {
    done = await lane.step(`apply ${interrupted + 1}: the state is usable, and knows all that there is`, async () => {
      // Without `--long`, three are enough; the fourth apply may finish.
      const at = !long && interrupted === 3 ? Infinity : random.next(5, 20);
      const { result, inFlight } = await applyStopped(context, terraform, "SIGINT", at);
      if (result.code === 0) return true;
      ok(inFlight !== undefined, commandFailure("terraform apply", result));
      interrupted++;
      ok(interrupted < 40, "it does not converge");
      lane.note(`interrupted at write ${at}, ${inFlight.service} ${inFlight.action}`);
      equal(unlisted(await terraform.state(), await inventory(aws)), []);
      await keep(context, terraform);
      const lost = await orphans(aws, await terraform.state(), before);
      if (lost.length > 0) {
        const imported = await importWhatWasMade(context, terraform);
        lane.note(`broken off by the provider: ${lost.join(", ")}; imported: ${imported.join(", ")}`);
      }
      equal(await orphans(aws, await terraform.state(), before), []);
      return false;
    });
  }
  await lane.check(`after ${interrupted} interrupts, the next plan is clean`, async () => {
    ok(interrupted > 0, "nothing was interrupted");
    equal(plannedChanges(await terraform.plan()).map(text), []);
    equal(await orphans(aws, await terraform.state(), before), []);
  });
}

/** What a create was broken off on is tainted, and is made anew; what is protected cannot be, so the runbook keeps it. */
export async function keep({ lane }: AwsContext, terraform: TerraformFolder): Promise<void> {
  const { resources } = JSON.parse(await terraform.run("state", "pull")) as {
    resources: { type: string; name: string; instances: { status?: string }[] }[];
  };
  const known = terraform.json.resource as Record<string, Record<string, { lifecycle?: JsonObject }>>;
  const tainted = resources.filter(({ instances }) => instances.some(({ status }) => status === "tainted"));
  const kept = tainted.filter(({ type, name }) => known[type]?.[name]?.lifecycle?.prevent_destroy === true);
  lane.note(
    `tainted: ${tainted.length}, of which protected: ${kept.map(({ type, name }) => `${type}.${name}`).join(", ")}`,
  );
  for (const { type, name } of kept) await terraform.run("untaint", `${type}.${name}`);
}
