import { readFileSync } from "node:fs";
import { join } from "node:path";
import { passagesOf } from "../../scripts/docs/markdown";
import { projectPages, projectRoot } from "../../scripts/docs/pages";
import { requiredTerraformVersion } from "../../src/terraform/providers";

/** A number that somebody measured, counted or set: with a unit of money, size, time, load or proportion. */
const claim =
  /(?:\$\s?\d|\d[\d.,]*(?:\s|-)?(?:USD|EUR|[KMGT]i?B\b|kB\b|ms\b|s\b|seconds?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b|million\b|%|×|vCPUs?\b|installs?\b|connections?\b|hex digits\b|bytes\b|characters\b))/;
const link = /\]\([^)]+\)/;
/** What prints the number or sets it: a command, or a key or variable of the generated reference. */
const command =
  /`(?:npm|npx|ppm-eks|terraform|aws|kubectl|node|\.ci\/run|[a-z]+(?:_[a-z0-9]+)+|[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)+)\b[^`]*`/;

function unsourced(text: string): string[] {
  return passagesOf(text).flatMap((passage) => {
    const bare = passage.text.replace(/`[^`]*`/g, "").replace(/\]\([^)]*\)/g, "]");
    const [found] = claim.exec(bare) ?? [];
    return found === undefined || link.test(passage.text) || command.test(passage.text)
      ? []
      : [`line ${passage.line}: ${found}`];
  });
}

// Generated pages give the source of a number beside the key that it belongs to.
const pages = projectPages().filter(({ path }) => !["docs/configuration.md", "docs/cli.md"].includes(path));

test.each(pages.map(({ path, text }) => [path, text]))("%s: a source, or a command, for every number", (_, text) => {
  expect(unsourced(text)).toEqual([]);
});

test("a number without either is found, in its paragraph or table", () => {
  expect(unsourced("Takes 0.2 s.\n\nCosts 40 USD, `npx ppm-eks size` says.\n\n| a |\n| - |\n| 5 GiB |\n")).toEqual([
    "line 1: 0.2 s",
    "line 5: 5 GiB",
  ]);
  expect(unsourced("A window of 15 minutes ([AWS](https://example.com/)). Version 1.11, step 3.")).toEqual([]);
});

test("documents name the versions of Node.js and Terraform that are asked for", () => {
  const { engines } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    engines: { node: string };
  };
  const named = (program: RegExp) => [
    ...new Set(projectPages().flatMap(({ text }) => [...text.matchAll(program)].map(([, version]) => `>=${version}`))),
  ];
  expect(named(/Node\.js (\d+\.\d+) or newer is all/g)).toEqual([engines.node]);
  expect(named(/You need Node\.js (\d+\.\d+)/g)).toEqual([engines.node]);
  expect(named(/Terraform (1\.\d+) or newer/g).map((version) => `${version.replace(">=", ">= ")}.0`)).toEqual([
    requiredTerraformVersion,
  ]);
});
