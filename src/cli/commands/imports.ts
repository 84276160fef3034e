import { Command } from "commander";
import type { Io } from "../io";

/** `ppm-eks imports` */
export function importsCommand(io: Io): Command {
  return new Command("imports")
    .description("print a script that imports what an apply made before it was killed")
    .argument("<plan>", "JSON of a plan made afterwards, as `terraform show -json` prints it")
    .option(
      "-l, --log <file>",
      "what the apply printed: only what it began to make is looked for, by the ids that it names",
    )
    .option("--json", "print script and summary as JSON")
    .addHelpText("after", "\ndocs/runbooks/interrupted-apply.md says when, and what comes before and after.")
    .action((plan: string, options: { log?: string; json?: boolean }) => imports(io, plan, options));
}

async function imports(io: Io, file: string, options: { log?: string; json?: boolean }): Promise<void> {
  const [{ parsePlan }, { importScript }] = await Promise.all([
    import("../../plan/plan-files"),
    import("../../plan/imports"),
  ]);
  const plan = parsePlan(file, io.read(file, "the JSON of a plan; run `terraform show -json FILE > plan.json`"));
  const log = options.log === undefined ? undefined : io.read(options.log, "what the interrupted apply printed");
  const result = importScript(plan, log);
  if (options.json) return io.print(JSON.stringify(result, null, 2));
  io.error(result.summary);
  io.print(result.script.trimEnd());
}
