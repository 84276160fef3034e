import ts from "typescript";
import { descendants, importsOf, isFreeName, type Import } from "./typescript-source";

/** A source file: path from the project's root, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** `path:line: message [rule]` */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

type Rule = (source: Source, file: ts.SourceFile, imports: readonly Import[]) => Iterable<[ts.Node | number, string]>;

/** The most lines that a file may have; beyond that it is two things. */
const MOST_LINES = 250;

/** What each part may import of this project, by the start of the path. A part's own files are always allowed. */
const DIRECTIONS: readonly (readonly [part: RegExp, may: readonly RegExp[]])[] = [
  [/^main\.ts$/, [/^src\/cli\/run$/]],
  [/^src\/app\.ts$/, [/^src\/stacks\//, /^src\/config\//, /^src\/terraform\//]],
  [/^src\/stacks\//, [/^src\/(stacks|compatibility|config|terraform|variables)\//, /^modules\/[^/]+$/]],
  [/^src\/variables\//, [/^src\/(variables|compatibility|terraform|config)\//, /^modules\/[^/]+$/]],
  [/^src\/cli\//, [/^src\//, /^modules\/core$/, /^package\.json$/]],
  [/^src\/terraform\//, [/^src\/(terraform|config|deployer)\//, /^src\/stacks\/base-stack$/, /^modules\/core$/]],
  // The keys that the chart generator owns are a plain list, needed to refuse them in a deployment file.
  [/^src\/config\//, [/^src\/config\//, /^modules\/(core|package-manager\/owned)$/]],
  [/^src\//, [/^src\//, /^modules\//]],
  [/^modules\/core\//, []],
  [/^modules\/package-manager\//, [/^modules\/[^/]+$/]],
  [/^modules\//, [/^modules\/core$/]],
];

/** The files that may touch what lies outside of the program: readers, writers, and cdktf's detour over the disk. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  "src/cli/io.ts": [
    ...["argv", "cwd", "exitCode", "stdin"].map((name) => `process.${name}`),
    "process",
    "node:fs",
    "new Date()",
  ],
  "src/config/load.ts": ["process.env", "process.cwd", "node:fs"],
  "src/aws/proxy.ts": ["node:https"],
  "src/plan/plan-files.ts": ["node:fs"],
  "src/preflight/outside.ts": ["child_process", "dns", "http", "https", "os"].map((name) => `node:${name}`),
  "src/terraform/output.ts": ["node:fs", "process.pid", "process.kill"],
  "src/terraform/synthesize.ts": ["node:fs", "node:os"],
};

/** What is bundled with the AWS SDK into a file of its own. */
const APART = /^src\/(aws|preflight|restore|leftovers)\//;

const outsideHint = `only ${Object.keys(OUTSIDE).join(", ")} reach outside`;

const isProduct = (path: string): boolean => /^(main\.ts|src\/|modules\/)/.test(path);
const isTest = (path: string): boolean => path.startsWith("__tests__/");

const rules: Readonly<Record<string, Rule>> = {
  *"import-direction"({ path }, _file, imports) {
    const may = DIRECTIONS.find(([part]) => part.test(path))?.[1];
    const own = /^modules\/[^/]+\//.exec(path)?.[0];
    for (const { target, typeOnly, line } of imports) {
      if (!may || target.startsWith("npm:") || (own && `${target}/`.startsWith(own))) continue;
      if (may.some((allowed) => allowed.test(target))) continue;
      if (own && typeOnly && /^modules\/[^/]+$/.test(target) && !own.startsWith("modules/core/")) continue;
      const hint = own && /^modules\//.test(target) ? "; a sibling only by `import type` from its index" : "";
      yield [line, `imports ${target}${hint}`];
    }
  },

  *"providers-in-src-only"({ path }, _file, imports) {
    if (!path.startsWith("modules/")) return;
    for (const { target, names, line } of imports) {
      if (/^npm:@cdktf\/provider-[^/]+\/lib\/provider$/.test(target))
        yield [line, `imports a provider, ${target.slice(4)}`];
      const backend = target === "npm:cdktf" && names.find((name) => name.endsWith("Backend"));
      if (backend) yield [line, `imports the backend ${backend}`];
    }
  },

  *"no-barrel"(_source, _file, imports) {
    for (const { target, line } of imports) {
      if (/^npm:@cdktf\/provider-[^/]+(\/lib(\/index)?)?$/.test(target)) {
        yield [line, `imports all of ${target.slice(4)}; name the class's own file in lib/`];
      }
    }
  },

  *"sdk-apart"({ path }, _file, imports) {
    if (!isProduct(path)) return;
    for (const { target, typeOnly, line } of imports) {
      if (typeOnly || APART.test(path)) continue;
      if (target.startsWith("npm:@aws-sdk/"))
        yield [line, `imports ${target.slice(4)}; only commands of dist/aws.cjs may`];
      if (target.startsWith("src/aws/") && path !== "src/cli/aws-commands.ts") {
        yield [line, `imports ${target}; load it by src/cli/aws-commands.ts`];
      }
    }
  },

  *"public-api-only"({ path }, _file, imports) {
    if (isTest(path)) return;
    for (const { target, line } of imports) {
      if (target.startsWith("npm:cdktf/lib")) yield [line, `imports ${target.slice(4)}, which is private`];
    }
  },

  *"no-outside-access"({ path }, file, imports) {
    if (!isProduct(path)) return;
    const allowed = OUTSIDE[path] ?? [];
    for (const { target, typeOnly, line } of imports) {
      const [, name] =
        /^npm:(?:node:)?(fs|os|child_process|process|net|tls|http|https|dns)(?:\/.*)?$/.exec(target) ?? [];
      if (name && !typeOnly && !allowed.includes(`node:${name}`)) yield [line, `imports node:${name}; ${outsideHint}`];
    }
    for (const node of descendants(file)) {
      if (ts.isIdentifier(node) && node.text === "process" && isFreeName(node)) {
        const use = ts.isPropertyAccessExpression(node.parent) ? `process.${node.parent.name.text}` : "process";
        if (!allowed.includes(use)) yield [node, `uses ${use}; ${outsideHint}`];
      }
    }
  },

  *"same-every-time"({ path }, file) {
    if (!isProduct(path)) return;
    for (const node of descendants(file)) {
      const text = ts.isPropertyAccessExpression(node) || ts.isNewExpression(node) ? node.getText(file) : "";
      if (OUTSIDE[path]?.includes(text)) continue;
      if (/^(Math\.random|Date\.now|new Date\(\)|performance\.now|(crypto\.)?random(Bytes|UUID))$/.test(text)) {
        yield [node, `uses ${text}, which differs from synth to synth`];
      } else if (ts.isIdentifier(node) && /^random(Bytes|UUID|Int)$/.test(node.text) && isFreeName(node)) {
        yield [node, `uses ${node.text}, which differs from synth to synth`];
      }
    }
  },

  *"default-documented"({ path }, file) {
    if (!path.startsWith("modules/")) return;
    for (const node of file.statements) {
      if (!ts.isInterfaceDeclaration(node) || !node.name.text.endsWith("Props")) continue;
      if (!node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
      for (const member of node.members) {
        if (!ts.isPropertySignature(member) || !member.questionToken) continue;
        const tags = ts.getJSDocTags(member).map((tag) => tag.tagName.text);
        if (!tags.includes("default"))
          yield [member, `${node.name.text}.${member.name.getText(file)} is optional without @default`];
      }
    }
  },

  *"file-length"({ text }) {
    const lines = text.replace(/\n$/, "").split("\n").length;
    if (lines > MOST_LINES) yield [MOST_LINES + 1, `has ${lines} lines, expected at most ${MOST_LINES}; split it`];
  },

  *"every-test-runs"(_source, file) {
    for (const node of descendants(file)) {
      if (!ts.isCallExpression(node)) continue;
      const called = node.expression.getText(file);
      if (/^((it|test|describe)\.(skip|only|todo|failing)|[xf](it|test|describe))(\.each)?$/.test(called)) {
        yield [node, `calls ${called}`];
      }
    }
  },
};

/** What {@link checkArchitecture} can object to. */
export const architectureRules: readonly string[] = [...Object.keys(rules), "no-cycle"];

/** Checks who imports whom, and the habits that keep the modules reusable and the output the same. */
export function checkArchitecture(sources: readonly Source[]): Violation[] {
  const graph = new Map<string, Import[]>();
  const violations = sources.flatMap((source) => {
    const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2022, true);
    const imports = importsOf(source.path, file);
    graph.set(source.path, imports);
    return Object.entries(rules).flatMap(([rule, check]) =>
      [...check(source, file, imports)].map(([at, message]) => {
        const line = typeof at === "number" ? at : file.getLineAndCharacterOfPosition(at.getStart(file)).line + 1;
        return { rule, path: source.path, line, message };
      }),
    );
  });
  return [...violations, ...cycles(graph)];
}

/** Value imports that lead back to where they began. Each cycle is reported once. */
function* cycles(graph: ReadonlyMap<string, readonly Import[]>): Iterable<Violation> {
  const fileOf = (target: string): string | undefined =>
    [`${target}.ts`, `${target}/index.ts`].find((path) => graph.has(path));
  const done = new Set<string>();
  function* visit(path: string, trail: readonly string[]): Iterable<Violation> {
    if (trail.includes(path)) {
      const cycle = [...trail.slice(trail.indexOf(path)), path];
      yield { rule: "no-cycle", path, line: 1, message: `imports itself: ${cycle.join(" → ")}` };
      return;
    }
    if (done.has(path)) return;
    done.add(path);
    for (const { target, typeOnly } of graph.get(path) ?? []) {
      const next = typeOnly ? undefined : fileOf(target);
      if (next) yield* visit(next, [...trail, path]);
    }
  }
  for (const path of graph.keys()) yield* visit(path, []);
}
