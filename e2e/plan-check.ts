import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, type CommandResult } from "./processes";
import type { TerraformFolder } from "./terraform";
import { projectFolder } from "./work-folder";

/** What `npm run plan:check` says about the plan that was made last in a folder. */
export async function planCheck(terraform: TerraformFolder, stackFolder?: string): Promise<CommandResult> {
  const file = join(terraform.folder, "plan.json");
  writeFileSync(file, terraform.plans.at(-1)?.json ?? "");
  const args = ["run", "--silent", "plan:check", "--", file, ...(stackFolder === undefined ? [] : [stackFolder])];
  return command("npm", args, { cwd: projectFolder });
}
