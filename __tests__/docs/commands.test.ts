import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useOf } from "../../scripts/docs/fences";
import { fencesOf } from "../../scripts/docs/markdown";
import { type Page, projectPages } from "../../scripts/docs/pages";
import { copyProject, removeCopy, runPage, runs } from "../../scripts/docs/run-page";

let programs = "";
let built = "";

// `npm run test:docs` runs the same commands by npm itself, which takes seconds for each.
beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), "docs-programs-"));
  const file = join(programs, "npx");
  writeFileSync(
    file,
    '#!/bin/sh\n[ "$1" = ppm-eks ] || { echo "npx $1: label the block slow" >&2; exit 64; }\nshift\nexec node dist/ppm-eks.cjs "$@"\n',
  );
  chmodSync(file, 0o755);
  built = copyProject({ linkPackages: true });
  execFileSync("node", ["scripts/build.mjs"], { cwd: built });
}, 60_000);
afterAll(() => {
  rmSync(programs, { recursive: true });
  removeCopy(built);
});

const pages = projectPages().filter((page) => runs(page, { slow: false }));

test.each(pages.map((page) => [page.path, page] as const))(
  "%s: its commands do what it says",
  (_, page) => {
    const folder = copyProject({ linkPackages: true });
    try {
      cpSync(join(built, "dist"), join(folder, "dist"), { recursive: true });
      const outcomes = runPage(page, { folder, slow: false, programs });
      expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([]);
    } finally {
      removeCopy(folder);
    }
  },
  120_000,
);

test("a block that installs packages is labelled slow: these pages run on the packages of this project", () => {
  const installing = projectPages().flatMap(({ path, text }) =>
    fencesOf(text).flatMap((fence) => {
      const use = useOf(fence);
      const installs = /\bnpm\s+(ci|i|install|uninstall|update|exec)\b/.test(fence.text);
      return use.kind === "run" && !use.slow && installs ? [`${path}:${fence.line}`] : [];
    }),
  );
  expect(installing).toEqual([]);
});

describe("a page", () => {
  const run = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "docs-page-"));
    try {
      const page: Page = { path: "a.md", text };
      return runPage(page, { folder, slow: false }).map(({ problem }) => problem ?? "done");
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

  test("leaves slow blocks, and those that do not run, alone", () => {
    expect(run("```sh run slow\nfalse\n```\n```sh no-run: needs AWS\nfalse\n```\n```text output\na\n```\n")).toEqual(
      [],
    );
  });
});
