import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useOf } from "../../scripts/docs/fences";
import { fencesOf } from "../../scripts/docs/markdown";
import { type Page, projectPages } from "../../scripts/docs/pages";
import { applyPatches, copyProject, removeCopy, runPage } from "../../scripts/docs/run-page";

// `npm run test:docs` runs the commands; that takes minutes. Whether changes of the sources still fit shows at once.
const pages = projectPages().filter(({ text }) => fencesOf(text).some((fence) => useOf(fence).kind === "patch"));

test("there are pages that change the sources", () =>
  expect(pages.map(({ path }) => path)).toEqual(["CONTRIBUTING.md"]));

test.each(pages.map((page) => [page.path, page] as const))("%s: its changes apply", (_, page) => {
  const folder = copyProject({ linkPackages: false });
  try {
    const outcomes = applyPatches(page, folder);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([]);
  } finally {
    removeCopy(folder);
  }
});

describe("a page", () => {
  const run = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "docs-page-"));
    try {
      const page: Page = { path: "a.md", text };
      return runPage(page, folder).map(({ problem }) => problem ?? "done");
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test("keeps what its blocks leave, and its files", () => {
    const text =
      "```yaml file=a.yaml\nname: ppm\n```\n```sh run\ncp a.yaml b\n```\n```sh run\ncat b\n```\n```text output\nname: …\n```\n";
    expect(run(text)).toEqual(["done", "done", "done"]);
  });

  test("fails by a command's exit code, in a pipe too, and by what is not printed", () => {
    expect(run("```sh run\nfalse | cat\n```\n")).toEqual(["exit code 1\n"]);
    expect(run("```sh run\necho a\n```\n```text output\nb\n```\n")).toEqual(["done", "not printed: b\nbut:\na\n"]);
  });

  test("applies a patch, and fails when it does not fit", () => {
    const patch = "```diff apply\n--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+one\n```\n";
    expect(run(`${patch}\`\`\`sh run\ncat a\n\`\`\`\n\`\`\`text output\none\n\`\`\`\n`)).toEqual([
      "done",
      "done",
      "done",
    ]);
    expect(run(patch + patch)).toEqual(["done", expect.stringContaining("already exists")]);
  });

  test("leaves alone what does not run, and what that prints", () => {
    expect(run("```sh no-run: needs AWS\nfalse\n```\n```text output\na\n```\n")).toEqual(["done"]);
  });
});
