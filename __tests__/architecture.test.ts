import { architectureRules, checkArchitecture, type Source } from "../scripts/checks/architecture";
import { projectSources } from "../scripts/checks/sources";

function show(sources: readonly Source[]): string[] {
  return checkArchitecture(sources).map(({ rule, path, line, message }) => `${path}:${line}: ${message} [${rule}]`);
}

interface Sample extends Source {
  readonly rule: string;
  readonly message: string | RegExp;
  readonly line: number;
}

/** A file that breaks each rule, and what is said of it. */
const SAMPLES: readonly Sample[] = [
  sample(
    "import-direction",
    "main.ts",
    'import { S } from "./src/stacks/infrastructure";',
    "imports src/stacks/infrastructure",
  ),
  sample("import-direction", "src/app.ts", 'import { D } from "../modules/database";', "imports modules/database"),
  sample("import-direction", "src/stacks/a.ts", 'import { buildApp } from "../app";', "imports src/app"),
  sample(
    "import-direction",
    "src/stacks/a.ts",
    'import { D } from "../../modules/database/database";',
    "imports modules/database/database",
  ),
  sample(
    "import-direction",
    "src/config/a.ts",
    'export * from "../stacks/base-stack";',
    "imports src/stacks/base-stack",
  ),
  sample("import-direction", "src/terraform/a.ts", 'import "../variables/common";', "imports src/variables/common"),
  sample(
    "import-direction",
    "modules/database/a.ts",
    'import { schema } from "../../src/config/schema";',
    "imports src/config/schema",
  ),
  sample(
    "import-direction",
    "modules/database/a.ts",
    'import { type A, Network } from "../network";',
    "imports modules/network; a sibling only by `import type` from its index",
  ),
  sample(
    "import-direction",
    "modules/database/a.ts",
    'import type { INetwork } from "../network/network";',
    "imports modules/network/network; a sibling only by `import type` from its index",
  ),
  sample(
    "import-direction",
    "modules/core/a.ts",
    'import type { INetwork } from "../network";',
    "imports modules/network; a sibling only by `import type` from its index",
  ),
  sample("import-direction", "src/a.ts", 'import "../scripts/bench";', "imports scripts/bench"),
  sample(
    "providers-in-src-only",
    "modules/a/a.ts",
    'import { AwsProvider } from "@cdktf/provider-aws/lib/provider";',
    "imports a provider, @cdktf/provider-aws/lib/provider",
  ),
  sample(
    "providers-in-src-only",
    "modules/a/a.ts",
    'import { S3Backend } from "cdktf";',
    "imports the backend S3Backend",
  ),
  sample(
    "no-barrel",
    "src/stacks/a.ts",
    'import { vpc } from "@cdktf/provider-aws";',
    "imports all of @cdktf/provider-aws; name the class's own file in lib/",
  ),
  sample(
    "no-barrel",
    "__tests__/a.ts",
    'const aws = require("@cdktf/provider-aws/lib");',
    "imports all of @cdktf/provider-aws/lib; name the class's own file in lib/",
  ),
  sample(
    "sdk-apart",
    "src/cli/a.ts",
    'import { S3Client } from "@aws-sdk/client-s3";',
    "imports @aws-sdk/client-s3; only commands of dist/aws.cjs may",
  ),
  sample(
    "sdk-apart",
    "src/cli/commands/a.ts",
    'const { b } = await import("../../aws/commands");',
    "imports src/aws/commands; load it by src/cli/aws-commands.ts",
  ),
  sample(
    "public-api-only",
    "modules/a/a.ts",
    'import { x } from "cdktf/lib/tokens";',
    "imports cdktf/lib/tokens, which is private",
  ),
  sample(
    "no-outside-access",
    "modules/a/a.ts",
    'import { readFileSync } from "fs";',
    /^imports node:fs; only src\/cli\/io.ts, src\/config\/load.ts,/,
  ),
  sample("no-outside-access", "src/a.ts", 'await import("node:fs/promises");', /^imports node:fs; only /),
  sample(
    "no-outside-access",
    "modules/a/a.ts",
    "export const region = process.env.AWS_REGION;",
    /^uses process.env; only /,
  ),
  sample(
    "no-outside-access",
    "src/terraform/output.ts",
    "export const all = { ...process.env };",
    /^uses process.env; only /,
  ),
  sample(
    "same-every-time",
    "modules/a/a.ts",
    "export const id = Math.random();",
    "uses Math.random, which differs from synth to synth",
  ),
  sample(
    "same-every-time",
    "src/a.ts",
    "export const now = new Date();",
    "uses new Date(), which differs from synth to synth",
  ),
  sample(
    "same-every-time",
    "src/a.ts",
    "export const id = randomUUID();",
    "uses randomUUID, which differs from synth to synth",
  ),
  sample(
    "default-documented",
    "modules/a/a.ts",
    "export interface AProps {\n  /** @default 3 */\n  readonly b?: number;\n  /** Size. */\n  readonly c?: number;\n}",
    "AProps.c is optional without @default",
    5,
  ),
  sample("file-length", "src/a.ts", "\n".repeat(251), "has 251 lines, expected at most 250; split it", 251),
  sample("every-test-runs", "__tests__/a.test.ts", 'test.skip("x", () => {});', "calls test.skip"),
  sample(
    "every-test-runs",
    "__tests__/a.test.ts",
    'describe.only.each([1])("x", () => {});',
    "calls describe.only.each",
  ),
  sample("every-test-runs", "__tests__/a.test.ts", 'fit("x", () => {});', "calls fit"),
  sample("no-cycle", "src/stacks/a.ts", 'import "./a";', "imports itself: src/stacks/a.ts → src/stacks/a.ts"),
];

function sample(rule: string, path: string, text: string, message: string | RegExp, line = 1): Sample {
  return { rule, path, text, message, line };
}

describe("architecture", () => {
  const sources = projectSources();

  test("sees the project", () => {
    const paths = sources.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["main.ts", "src/app.ts", "modules/core/index.ts"]));
  });

  test("no file breaks a rule", () => {
    expect(show(sources)).toEqual([]);
  });

  test.each(SAMPLES)("$rule is broken by $path: $text", ({ rule, path, text, message, line }) => {
    expect(checkArchitecture([{ path, text }])).toEqual([
      { rule, path, line, message: typeof message === "string" ? message : expect.stringMatching(message) },
    ]);
  });

  test("no-cycle follows value imports through index files, and not types", () => {
    const index = { path: "modules/a/index.ts", text: 'export * from "./a";' };
    const back = (imported: string): Source => ({ path: "modules/a/a.ts", text: `import ${imported} from ".";` });
    expect(show([index, back("type { A }")])).toEqual([]);
    expect(show([index, back("{ A }")])).toEqual([
      "modules/a/index.ts:1: imports itself: modules/a/index.ts → modules/a/a.ts → modules/a/index.ts [no-cycle]",
    ]);
  });

  test("allows what is meant to be allowed", () => {
    expect(
      show([
        { path: "modules/a/a.ts", text: 'import { requireInteger } from "../core";\nimport type { IB } from "../b";' },
        { path: "modules/package-manager/a.ts", text: 'import { Database } from "../database";' },
        { path: "src/stacks/a.ts", text: 'import { Database } from "../../modules/database";' },
        {
          path: "modules/a/b.ts",
          text: "export const x = { process: 1 }.process;",
        },
        { path: "modules/a/c.ts", text: "interface AProps {\n  b?: number;\n}\nexport type C = AProps;" },
        { path: "src/a.ts", text: "\n".repeat(250) },
      ]),
    ).toEqual([]);
  });

  test("every rule has a sample", () => {
    expect([...new Set(SAMPLES.map(({ rule }) => rule))].sort()).toEqual([...architectureRules].sort());
  });
});
