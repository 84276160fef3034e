import { awsClients } from "../aws/clients";
import type { Io } from "../cli/io";
import type { Context, Finding, Result } from "./check";
import { checks } from "./checks";
import type { Subject } from "./subject";

export interface PreflightOptions {
  readonly json?: boolean;
}

/** Runs every check that the deployment has, prints a table and sets the exit code. */
export async function preflight(io: Io, subject: Subject, { json }: PreflightOptions): Promise<void> {
  const region = subject.values.infrastructure.region ?? subject.values.application.region;
  const aws = awsClients({
    environment: io.environment,
    ...(typeof region === "string" && { region }),
  });
  const results = await runChecks({ subject, aws });
  if (json)
    io.print(
      JSON.stringify(
        results.map(({ check, findings }) => ({ check: check.name, findings })),
        null,
        2,
      ),
    );
  else
    for (const { check, findings } of results)
      for (const { status, text } of findings) io.print(`${marks[status]} ${check.title}: ${text}`);
  if (results.some(({ findings }) => findings.some(({ status }) => status === "failed"))) io.fail(2);
}

const marks = { passed: "✓", failed: "✗", unknown: "?" } as const;

async function runChecks(context: Context): Promise<Result[]> {
  return Promise.all(
    checks
      .filter((check) => check.applies?.(context.subject) ?? true)
      .map(async (check) => ({ check, findings: await check.run(context).catch(undecided) })),
  );
}

function undecided(error: unknown): Finding[] {
  return [{ status: "unknown", text: error instanceof Error ? error.message : String(error) }];
}
