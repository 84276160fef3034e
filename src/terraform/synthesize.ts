import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, TerraformStack } from "cdktf";
import { deployerFiles } from "../deployer/policies";
import { problemsIn, UserError } from "../config/errors";
import { tasksOf } from "../../modules/core";
import { BaseStack } from "../stacks/base-stack";
import { checklist } from "./checklist";
import { normalizeStack, stableJson } from "./normalize";
import type { OutputFiles } from "./output";
import { runOrder } from "./run-order";
import { tfvarsExample } from "./tfvars";

/** What cdktf writes into `manifest.json`, as far as it is used here. */
export interface Manifest {
  readonly stacks: Readonly<Record<string, StackManifest>>;
}

export interface StackManifest {
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
  readonly dependencies: readonly string[];
  readonly annotations: readonly { constructPath: string; level: string; message: string }[];
}

export interface Synthesis {
  readonly files: OutputFiles;
  /** One line each, with the construct's path. */
  readonly warnings: readonly string[];
}

/**
 * Synthesizes an app and returns the files of the output folder, without writing there.
 *
 * @param build makes the app, which must write to `outdir`.
 * @throws UserError when a construct reports errors; `PropError` as constructs throw it.
 */
export function synthesize(build: (outdir: string) => App): Synthesis {
  return withTemporaryFolder((outdir) => collect(build(outdir)));
}

/** Runs what makes an app in a folder that is gone afterwards. */
export function withTemporaryFolder<T>(run: (outdir: string) => T): T {
  const outdir = temporaryFolder();
  try {
    return withoutTokenTraces(() => run(outdir));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** An App makes its folder when it is constructed; nothing is written there. */
function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "package-manager-on-eks-"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A bug has none, and keeps its stack trace.
    if (code === undefined) throw error;
    throw new UserError(
      `folder for temporary files is ${JSON.stringify(tmpdir())}, expected one that can be written (${code}); ` +
        "free some space there, or name another one in TMPDIR",
    );
  }
}

/**
 * cdktf asks for a stack trace at each token, for messages about cdktf's own use: a third of the time of a large synth.
 * Errors keep theirs.
 */
function withoutTokenTraces<T>(run: () => T): T {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = (object, below) => {
    if (object instanceof Error) captureStackTrace(object, below);
  };
  try {
    return run();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}

/**
 * Reports what constructs refuse. Validations of a stack itself are cdktf's own (a missing provider, say): those are bugs
 * of this app.
 */
function refuseErrors(app: App, stacks: readonly BaseStack[]): void {
  const problems = app.node
    .findAll()
    .filter((construct) => !TerraformStack.isStack(construct))
    .flatMap(({ node }) => [
      ...node.metadata.filter(({ type }) => type === "@cdktf/error").map(({ data }) => `${node.path}: ${data}`),
      ...node.validate().map((message) => `${node.path}: ${message}`),
    ]);
  if (problems.length > 0) throw problemsIn("deployment", problems);
  const bugs = stacks.flatMap(({ node }) => node.validate().map((message) => `${node.path}: ${message}`));
  if (bugs.length > 0) throw new Error(bugs.join("\n"));
}

function collect(app: App): Synthesis {
  const stacks = app.node.children.filter((child) => child instanceof BaseStack);
  refuseErrors(app, stacks);
  const jsons = new Map(stacks.map((stack) => [stack.node.id, stack.toJson()]));
  const manifest: Manifest = {
    stacks: Object.fromEntries(stacks.map((stack) => [stack.node.id, inManifest(app, stack)])),
  };
  const files = new Map([
    // Without cdktf's version; cdktf-cli reads the stacks only.
    ["manifest.json", stableJson(manifest)],
    ["run-order.json", stableJson(runOrder(manifest, jsons))],
  ]);
  for (const stack of stacks) {
    const { workingDirectory, synthesizedStackPath, dependencies } = manifest.stacks[stack.node.id] as StackManifest;
    files.set(synthesizedStackPath, normalizeStack(jsons.get(stack.node.id) ?? {}));
    files.set(`${workingDirectory}/terraform.tfvars.example`, tfvarsExample(stack.node.id, stack.catalogs));
    for (const [path, contents] of stack.files) files.set(`${workingDirectory}/${path}`, contents);
    const list = checklist(stack.node.id, tasksOf(stack));
    if (list !== undefined) files.set(`${workingDirectory}/checklist.md`, list);
    const before = dependencies.map((name) => jsons.get(name) ?? {});
    for (const [path, policy] of deployerFiles(stack.node.id, jsons.get(stack.node.id) ?? {}, before)) {
      files.set(`${workingDirectory}/${path}`, stableJson(policy));
    }
  }
  return { files, warnings: warnings(manifest) };
}

/** A stack's entry of `manifest.json`, which cdktf-cli reads. */
function inManifest(app: App, stack: BaseStack): StackManifest {
  const annotations = stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => /^@cdktf\/(info|warn)$/.test(type))
        .map(({ type, data }) => ({ constructPath: node.path, level: type, message: String(data) })),
    );
  return { ...app.manifest.forStack(stack), annotations };
}

function warnings({ stacks }: Manifest): string[] {
  const byName = Object.entries(stacks).sort(([a], [b]) => (a < b ? -1 : 1));
  return byName.flatMap(([, { annotations }]) =>
    annotations
      .filter(({ level }) => level === "@cdktf/warn")
      .map(({ constructPath, message }) => `${constructPath}: ${message}`),
  );
}
