import { Command } from "commander";
import { UserError } from "../../config/errors";
import type { Io } from "../io";

/** `ppm-eks explain` */
export function explainCommand(io: Io): Command {
  return new Command("explain")
    .description("say what a key, variable or output means, takes, defaults to, and what its change does")
    .argument("[key]", "key of the deployment file, Terraform variable or output; without one, all are listed")
    .option("--json", "print the explanation, or the list, as JSON")
    .addHelpText(
      "after",
      "\nWhat a change does comes from plans of the reference architecture by the real AWS provider; where none has shown it, it is unknown.\n\nExamples:\n  ppm-eks explain network.zones\n  ppm-eks explain database_instance_class",
    )
    .action((key: string | undefined, options: { json?: boolean }) => explainKey(io, key, options));
}

async function explainKey(io: Io, key: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const [{ allEntries, keyEntries }, { explain }, { renderExplanation, renderList }, { meantNames }] =
    await Promise.all([
      import("../../explain/entries"),
      import("../../explain/explain"),
      import("../../explain/render"),
      import("../../explain/meant-names"),
    ]);
  // Of a key of the deployment file the stacks say nothing, and to collect theirs takes longer.
  const quick = key?.includes(".") ? explain(key, keyEntries()) : undefined;
  if (!quick) io.progress("collecting the variables of all stacks …");
  const entries = quick ? [] : allEntries();
  io.progress("");
  if (key === undefined) {
    io.print(json ? JSON.stringify(entries, null, 2) : renderList(entries, io.colours));
    return;
  }
  const explanation = quick ?? explain(key, entries);
  if (explanation === undefined) {
    const meant = meantNames(key, [...new Set(entries.map(({ name }) => name))]);
    const fix = meant.length > 0 ? `did you mean ${meant.join(", ")}?` : "run `ppm-eks explain` for all of them";
    throw new UserError(`${key} is no key, variable or output; ${fix}`);
  }
  io.print(json ? JSON.stringify(explanation, null, 2) : renderExplanation(explanation, io.colours));
}
