import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import type { AwsContext } from "./aws-context";
import { checkAccountFaults } from "./preflight-account-faults";
import { checkAwsFaults } from "./preflight-aws-faults";
import { checkPartFaults } from "./preflight-part-faults";
import { checkRunnerFaults } from "./preflight-runner-faults";
import { licenseFile, makeWorld } from "./preflight-world";

/** `ppm-eks preflight` in an account that is ready, then with each fault made for real. */
export async function checkPreflight(context: AwsContext): Promise<void> {
  const { lane } = context;
  const world = await lane.step("makes an account that is ready, a chart host and DNS", () => makeWorld(context));
  try {
    const reference = world.preflight("reference");
    await lane.check("all is ready: every check passes, and none is left out", async () => {
      const { code, stdout, stderr } = await reference.table({ license: `../${licenseFile}` });
      equal([code, stderr], [0, ""], stdout);
      match(stdout, /^17 passed, 0 failed, 0 unknown$/m);
      ok(!stdout.includes("\u001b"), "colours without a terminal");
    });
    await checkRunnerFaults(context, world, reference);
    await checkAccountFaults(context, world, reference);
    await checkPartFaults(context, world);
    await checkAwsFaults(context, reference);
  } finally {
    await world.stop();
  }
}
