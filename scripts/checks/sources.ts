import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Source } from "./architecture";
import { importsOf } from "./typescript-source";

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

/** The provider modules that the product loads, such as `@cdktf/provider-aws/lib/vpc`; types cost nothing. */
export function providerModules(sources: readonly Source[]): string[] {
  const imported = sources
    .filter(({ path }) => /^(src|modules)\//.test(path))
    .flatMap(({ path, text }) => importsOf(path, ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)))
    .filter(({ target, typeOnly }) => !typeOnly && target.startsWith("npm:@cdktf/provider-"))
    .map(({ target }) => target.slice("npm:".length));
  return [...new Set(imported)].sort();
}
