import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "../../scripts/checks/architecture";

const ROOT = join(__dirname, "../..");

/** Every TypeScript file of this project. */
export function projectSources(): Source[] {
  const folders = ["src", "modules", "scripts", "e2e", "__tests__"];
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  );
  return ["main.ts", ...files]
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}
