import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { anchorsOf, linksOf } from "../../scripts/docs/markdown";
import { brokenMentions } from "../../scripts/docs/mentions";
import { ownFiles, projectPages, projectRoot } from "../../scripts/docs/pages";

const pages = projectPages();
const textOf = new Map(pages.map(({ path, text }) => [path, text]));

/** What is wrong with a link that leads to a file of this project. */
function problem(from: string, target: string): string | undefined {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? from : normalize(join(dirname(from), path));
  if (file.startsWith("..")) return "leads out of the project";
  if (!existsSync(join(projectRoot, file))) return `there is no ${file}`;
  if (anchor === undefined) return undefined;
  const text = textOf.get(file);
  if (text === undefined) return `${file} has no anchors`;
  return anchorsOf(text).has(anchor) ? undefined : `${file} has no heading for #${anchor}`;
}

const isOutside = (target: string) => /^(https?|mailto):/.test(target);

test.each(pages.map((page) => [page.path, page] as const))("%s: every link leads somewhere", (path, { text }) => {
  const broken = linksOf(text)
    .filter(({ target }) => !isOutside(target))
    .map(({ target, line }) => [`${path}:${line}`, target, problem(path, target)])
    .filter(([, , what]) => what !== undefined);
  expect(broken).toEqual([]);
});

test("addresses outside of the project are whole, and none is of this machine", () => {
  const outside = pages.flatMap(({ path, text }) =>
    linksOf(text).flatMap(({ target, line }) => (isOutside(target) ? [[`${path}:${line}`, target]] : [])),
  );
  expect(outside.length).toBeGreaterThan(10);
  expect(
    outside.filter(([, target = ""]) => !/^(mailto:\S+@\S+|https:\/\/[a-z0-9.-]+\.[a-z]+(\/\S*)?)$/.test(target)),
  ).toEqual([]);
});

test("documents that sources, examples and messages name are there", () => {
  const sources = ["main.ts", ...["src", "modules", "scripts", "examples", "e2e", ".ci"].flatMap(ownFiles)].filter(
    (path) => !path.endsWith(".md") && !path.includes("scripts/docs/"),
  );
  const broken = sources.flatMap((path) =>
    brokenMentions(readFileSync(join(projectRoot, path), "utf8")).map((name) => [path, name]),
  );
  expect(broken).toEqual([]);
});

test("a mention is found in a message, and a missing document is named", () => {
  expect(
    brokenMentions('read docs/nothing.md, "docs/configuration.md#deployment-file" and docs/configuration.md#no'),
  ).toEqual(["docs/nothing.md", "docs/configuration.md#no"]);
});

test("every document can be reached from the README", () => {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const text = textOf.get(path);
    if (text === undefined || seen.has(path)) return;
    seen.add(path);
    for (const { target } of linksOf(text)) {
      const [file = ""] = target.split("#");
      if (file !== "" && !isOutside(target)) visit(normalize(join(dirname(path), file)));
    }
  };
  visit("README.md");
  expect(pages.map(({ path }) => path).filter((path) => !seen.has(path))).toEqual([]);
});
