import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { anchorsOf } from "./markdown";
import { projectRoot } from "./pages";

/** A path of a document or example, as sources, messages and generated files mention it, with its anchor. */
const mention =
  /(?<![\w/.-])(?:\.\.\/)*((?:docs|e2e|examples)\/[\w./-]+\.(?:md|svg|yaml|yml|sh|json)|(?:README|CONTRIBUTING|SECURITY|CHANGELOG)\.md)(#[\w-]+)?/g;

/** The documents that a text names by their path from the project's root and that are not there, or lack the anchor. */
export function brokenMentions(text: string): string[] {
  return [...text.matchAll(mention)].flatMap(([whole, path = "", anchor]) => {
    const file = join(projectRoot, path);
    if (!existsSync(file) || !statSync(file).isFile()) return [whole];
    const anchored = anchor === undefined || anchorsOf(readFileSync(file, "utf8")).has(anchor.slice(1));
    return anchored ? [] : [whole];
  });
}
