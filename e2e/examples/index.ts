import { deepStrictEqual as equal } from "node:assert/strict";
import type { AwsContext } from "../aws-context";
import { type Example, runExample } from "../example";
import { infrastructureVariables } from "../fixture";
import { makeParts } from "../parts";
import { plannedChanges, text } from "../plan-changes";
import type { Report } from "../report";
import { applicationOnly } from "./application-only";
import { existingCluster } from "./existing-cluster";
import { existingVpc } from "./existing-vpc";
import { sharedAlb } from "./shared-alb";

/**
 * The examples that use parts which exist: whoever owns those makes them first, by a root module of their own, and finds
 * nothing changed in the end.
 */
export async function checkExamples(context: AwsContext, report: Report): Promise<void> {
  const { lane, aws } = context;
  const { parts, owner } = await lane.step("makes what a team has already", () => makeParts(context));
  const before = plannedChanges(await owner.plan()).map(text);
  // Versions of the add-ons are given, since the emulator cannot look them up.
  const variables = Object.entries(await infrastructureVariables(aws));
  const versions = Object.fromEntries(variables.filter(([key]) => key.endsWith("_version")));

  // The first two make most, so each has one of the others behind it.
  const run = (example: Example) => {
    const own = report.lane(`example ${example.file}`);
    return own.run(() => runExample({ ...context, lane: own }, example));
  };
  await Promise.all([
    run(existingVpc(parts, versions)).then(() => run(applicationOnly(parts))),
    run(existingCluster(parts)).then(() => run(sharedAlb(parts))),
  ]);
  await lane.check("leaves everything of the team as it was", async () => {
    equal(plannedChanges(await owner.plan()).map(text), before);
  });
}
