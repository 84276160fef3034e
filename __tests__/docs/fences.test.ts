import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fencesOf } from "../../scripts/docs/markdown";
import { useOf } from "../../scripts/docs/fences";
import { projectPages, projectRoot } from "../../scripts/docs/pages";
import { bashProblem } from "../../scripts/docs/run-page";
import { parseDeployment } from "../../src/config/parse";

const fences = projectPages().flatMap(({ path, text }) =>
  fencesOf(text).map((fence) => ({ where: `${path}:${fence.line}`, fence })),
);

/** What is wrong with a block that can be judged without running it. */
function problem(fence: (typeof fences)[number]["fence"]): string | undefined {
  const use = useOf(fence);
  switch (use.kind) {
    case "run":
    case "no-run":
      return bashProblem(fence.text) || undefined;
    case "deployment": {
      const parsed = parseDeployment(fence.text);
      return "problems" in parsed ? parsed.problems.join("\n") : undefined;
    }
    case "json":
      try {
        JSON.parse(fence.text);
        return undefined;
      } catch (error) {
        return String(error);
      }
    case "terraform":
    case "patch":
    case "output":
    case "text":
      return undefined;
  }
}

test("every block says what it is, and is right: bash reads commands, deployment files are accepted, JSON parses", () => {
  const wrong = fences.map(({ where, fence }) => [where, problem(fence)]).filter(([, what]) => what !== undefined);
  expect(wrong).toEqual([]);
});

test.each([
  ["sh", ""],
  ["sh", "no-run"],
  ["sh", "no-run:"],
  ["bash", "slow"],
  ["yaml", "fragment"],
  ["json", "file=a.json"],
])("a block labelled `%s %s` is refused", (language, label) => {
  expect(() => useOf({ language, label, text: "", line: 7 })).toThrow(/^line 7: the block is labelled/);
});

test("files of variables set variables that there are", () => {
  const known = readFileSync(join(projectRoot, "docs/configuration.md"), "utf8");
  const set = fences
    .filter(({ fence: { language, label } }) => language === "hcl" && label.endsWith(".tfvars"))
    .flatMap(({ fence }) => [...fence.text.matchAll(/^(\w+) *=/gm)].map(([, name = ""]) => name));
  expect(set).toContain("region");
  expect(set.filter((name) => !known.includes(`| \`${name}\` |`))).toEqual([]);
});

test("reads each label", () => {
  const use = (language: string, label: string) => useOf({ language, label, text: "", line: 1 });
  expect(use("sh", "run")).toEqual({ kind: "run" });
  expect(use("sh", "no-run: needs AWS")).toEqual({ kind: "no-run", reason: "needs AWS" });
  expect(use("text", "output")).toEqual({ kind: "output" });
  expect(use("yaml", "file=deployment.yaml")).toEqual({ kind: "deployment", file: "deployment.yaml" });
  expect(use("yaml", "other: a workflow")).toEqual({ kind: "text" });
  expect(use("diff", "apply")).toEqual({ kind: "patch" });
  expect(use("hcl", "")).toEqual({ kind: "terraform" });
  expect(use("mermaid", "")).toEqual({ kind: "text" });
});

test("what is wrong in a block is found", () => {
  const of = (language: string, label: string, text: string) => problem({ language, label, text, line: 1 });
  expect(of("sh", "run", "if true; then\n")).toContain("unexpected end of file");
  expect(of("sh", "no-run: needs AWS", "echo (\n")).toContain("syntax error");
  expect(of("yaml", "", "nme: ppm\n")).toContain("nme is not a known key");
  expect(of("json", "", "{,}")).toContain("SyntaxError");
});
