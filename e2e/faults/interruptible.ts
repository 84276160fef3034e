import { createWriteStream } from "node:fs";
import { join } from "node:path";
import type { AwsContext } from "../aws-context";
import { ended, launch, signal, type CommandResult } from "../processes";
import type { Exchange } from "../recorder";
import { variableEnvironment } from "../settings";
import type { TerraformFolder } from "../terraform";

/** An apply that was stopped, or ended by itself. */
export interface Stopped {
  readonly result: CommandResult;
  /** File with all that it printed. */
  readonly log: string;
  /** The call of AWS at which it was stopped; undefined where it ended before. */
  readonly inFlight: Exchange | undefined;
}

/** Calls that make or change something, in any of AWS's protocols. */
export function isWrite({ action, status }: Exchange): boolean {
  return (
    status < 300 && /^(Create|Run|Allocate|Put|Request|Authorize|Attach|Associate|Change|Tag|POST |PUT )/.test(action)
  );
}

/**
 * Applies, and stops Terraform with all of its providers as a terminal or the end of a runner does, when AWS has answered
 * write number `at`.
 *
 * @param how SIGINT: the answer goes on, and Terraform winds up. SIGKILL: nobody ever reads the answer.
 */
export async function applyStopped(
  { recorder, environment }: AwsContext,
  terraform: TerraformFolder,
  how: "SIGINT" | "SIGKILL",
  at: number,
): Promise<Stopped> {
  const log = join(terraform.folder, "apply.log");
  const options = { cwd: terraform.folder, env: { ...environment, ...variableEnvironment }, detached: true };
  const child = launch("terraform", ["apply", "-no-color", "-input=false", "-auto-approve"], options);
  child.stdout?.pipe(createWriteStream(log));
  let writes = 0;
  let inFlight: Exchange | undefined;
  recorder.interference.hold = (exchange) => {
    // Locks and states are written to S3, too.
    if (inFlight || !isWrite(exchange) || /\.tf(state|lock)/.test(exchange.action) || ++writes < at) return undefined;
    inFlight = exchange;
    signal(child, how);
    return how === "SIGKILL" ? gone : undefined;
  };
  const finished = ended(child);
  const gone = finished.then(() => undefined);
  try {
    return { result: await finished, log, inFlight };
  } finally {
    recorder.interference.hold = undefined;
  }
}
