import { deepStrictEqual as equal } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { iamAction } from "./iam-action";
import type { Exchange } from "./recorder";
import type { Lane } from "./report";

/** AWS allows these to everybody. */
const alwaysAllowed: readonly string[] = ["sts:GetCallerIdentity"];

/** Checks that the generated policies of a stack's deployer allow every call that Terraform made for it. */
export async function checkDeployer(lane: Lane, title: string, stackFolder: string, calls: readonly Exchange[]) {
  await lane.check(`${title}: the deployer's policies allow every call that was made`, () => {
    const stack = basename(stackFolder);
    const own = calls.filter(({ stack: of }) => of === stack);
    if (own.length === 0) throw new Error(`no call was recorded for ${stack}`);
    equal(notAllowed(own, { plan: actionsOf(stackFolder, "plan"), apply: actionsOf(stackFolder, "apply") }), []);
  });
}

/** Actions of calls that the policies of their phase do not allow, one line each. A destroy is an apply. */
export function notAllowed(
  calls: readonly Exchange[],
  allowed: Readonly<Record<"plan" | "apply", ReadonlySet<string>>>,
): string[] {
  const lines = calls.flatMap((call) => {
    const phase = call.command === "plan" ? "plan" : "apply";
    const action = iamAction(call);
    return allowed[phase].has(action) || alwaysAllowed.includes(action) ? [] : [`${phase} may not ${action}`];
  });
  return [...new Set(lines)].sort();
}

/** What the policies of one phase allow, on whatever resource. */
function actionsOf(stackFolder: string, phase: "plan" | "apply"): ReadonlySet<string> {
  const folder = join(stackFolder, "deployer");
  // A stack that touches nothing in AWS needs no policy.
  if (!existsSync(folder)) return new Set();
  const files = readdirSync(folder).filter((file) => file.startsWith(`${phase}-`));
  const policies = files.map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as { Statement: { Action: string[] }[] },
  );
  return new Set(policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)));
}
