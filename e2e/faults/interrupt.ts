import { deepStrictEqual as equal, ok } from "node:assert/strict";
import type { Faults } from "../faults";
import type { AwsContext } from "../aws-context";
import { inventory, unlisted } from "../inventory";
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
      // Without `--long`, two are enough; the third apply may finish.
      const at = !long && interrupted === 2 ? Infinity : random.next(4, long ? 20 : 12);
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

/**
 * What a create was broken off on is tainted. What is protected then cannot be replaced, nor can what is made before the old
 * one goes, under the same name; the runbook keeps all of it, but for the values of secrets, which it has stored anew.
 */
export async function keep({ lane }: AwsContext, terraform: TerraformFolder): Promise<void> {
  const { resources } = JSON.parse(await terraform.run("state", "pull")) as {
    resources: { type: string; name: string; instances: { status?: string; index_key?: string }[] }[];
  };
  const tainted = resources.flatMap(({ type, name, instances }) =>
    instances
      .filter(({ status }) => status === "tainted")
      .map(({ index_key: key }) => `${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`),
  );
  if (tainted.length > 0) lane.note(`tainted: ${tainted.join(", ")}`);
  for (const address of tainted) {
    const isSecret = address.startsWith("aws_secretsmanager_secret_version.");
    await terraform.run(...(isSecret ? ["state", "rm", address] : ["untaint", address]));
  }
}
