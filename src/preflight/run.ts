import { setTimeout as sleep } from "node:timers/promises";
import { problemOf } from "../aws/errors";
import type { UserError } from "../config/errors";
import { catalog, type CheckName, checkNames } from "./catalog";
import { type CheckInfo, type Context, failed, type Finding, type Run, unknown } from "./check";

/** Findings of one check. */
export interface Result {
  readonly name: CheckName;
  readonly info: CheckInfo;
  readonly findings: readonly Finding[];
}

interface Options {
  /** Only these. @default - all */
  readonly only?: readonly CheckName[];
  /** Called when a check begins or ends. */
  onProgress(running: readonly CheckName[], done: number, all: number): void;
  /** @default 60 */
  readonly timeoutSeconds?: number;
}

/** So many checks at once are quick, and few enough for AWS not to throttle them. */
const atOnce = 6;

/** Runs the checks that a deployment has, some at once, and returns what they found in the order of the table. */
export async function runChecks(
  context: Context,
  checks: Readonly<Record<CheckName, Run>>,
  { only, onProgress, timeoutSeconds = 60 }: Options,
): Promise<Result[]> {
  const wanted = checkNames.filter((name) => {
    const info: CheckInfo = catalog[name];
    return (only?.includes(name) ?? true) && (info.applies?.(context.subject) ?? true);
  });
  const results = new Map<CheckName, Result>();
  const running = new Set<CheckName>();
  const waiting = [...wanted];
  const tell = () => onProgress([...running], results.size, wanted.length);
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      running.add(name);
      tell();
      const info: CheckInfo = catalog[name];
      results.set(name, { name, info, findings: await decide(checks[name], info, context, timeoutSeconds) });
      running.delete(name);
      tell();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return wanted.flatMap((name) => results.get(name) ?? []);
}

/** What goes wrong in a check is a finding, too. */
async function decide(
  run: Run,
  { permissions }: CheckInfo,
  context: Context,
  timeoutSeconds: number,
): Promise<readonly Finding[]> {
  const late = new AbortController();
  const timeout = sleep(timeoutSeconds * 1000, undefined, { signal: late.signal }).then(
    () => [unknown(`no answer in ${timeoutSeconds} seconds`, "check the network, and run it again")],
    () => [],
  );
  try {
    return await Promise.race([Promise.resolve(context).then(run), timeout]);
  } catch (error) {
    // By name: the one that src/cli throws is a class of the other bundle.
    if ((error as Error).name === ("UserError" satisfies UserError["name"])) {
      return [failed((error as Error).message, "correct the path")];
    }
    const { text, fix } = problemOf(error, permissions);
    return [unknown(text, fix)];
  } finally {
    late.abort();
  }
}
