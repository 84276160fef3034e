import { Command, InvalidArgumentError, Option } from "commander";
import type { Io } from "../io";

interface Options {
  readonly format: "text" | "markdown";
  readonly json?: boolean;
  readonly ignoreName?: boolean;
  readonly exitCode?: boolean;
  readonly limit: number;
}

const help = `
A and B are each a deployment file, or an output folder: cdktf.out, or another with stacks/*/cdk.tf.json. What is
added and removed follows from the JSON; what a change does, only a plan can say: its effect is "unknown" then.

Or A is what \`terraform show -json PLAN\` printed, and B the folder of its stack (default: that of A). Replacements and
restarts are those that the plan says. Sensitive values are not shown.

Exit codes: 0 done, 1 wrong input; with --exit-code 2 when something differs.

Examples:
  ppm-eks diff deployment.yaml changed.yaml
  ppm-eks diff cdktf.out deployment.yaml
  ppm-eks diff plan.json cdktf.out/stacks/ppm-infrastructure`;

/** `ppm-eks diff` */
export function diffCommand(io: Io): Command {
  return new Command("diff")
    .description("say what changes between two deployment files or outputs, or by a plan")
    .argument("<A>", "deployment file, output folder, or JSON of a plan")
    .argument("[B]", "deployment file or output folder; of a plan, the folder of its stack")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "markdown"]).default("text"))
    .option("--json", "print the differences and the steps as JSON")
    .option("--ignore-name", "compare two deployments that have different names")
    .option("--exit-code", "end with 2 when something differs")
    .addOption(
      new Option("--limit <characters>", "length of the Markdown; GitHub takes 65536 in a comment")
        .default(65_536)
        .argParser(limit),
    )
    .addHelpText("after", help)
    .action((a: string, b: string | undefined, options: Options) => diff(io, a, b, options));
}

async function diff(io: Io, a: string, b: string | undefined, options: Options): Promise<void> {
  const [room, { renderText }, { renderMarkdown }] = await Promise.all([
    import("../../diff/diff"),
    import("../../diff/render-text"),
    import("../../diff/render-markdown"),
  ]);
  const { comparison, notes } = await room.diff(io, a, b, options.ignoreName);
  io.progress("");
  if (options.json) io.print(JSON.stringify({ ...comparison, notes }, null, 2));
  else if (options.format === "markdown") io.print(renderMarkdown(comparison, notes, options.limit).trimEnd());
  else io.print(renderText(comparison, notes, io.colours));
  if (options.exitCode && comparison.differences.length > 0) io.fail(2);
}

/** Below this, the head and the note of what was cut do not fit. */
const least = 2000;

function limit(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least) return number;
  throw new InvalidArgumentError(`Expected a whole number of characters from ${least}.`);
}
