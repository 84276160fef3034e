/**
 * Packs the package, installs the tarball in an empty folder without a network, and uses it there: every command's help,
 * every example, and what happens on wrong input and on a bug.
 */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Folder, differences } from "./checks/json-difference";
import { checkAwsFile } from "./package/aws-file";
import { check, root, runIn, tally, unlike } from "./package/harness";

const examples = readdirSync(join(root, "examples")).filter((file) => file.endsWith(".yaml"));
const MOST_BYTES = 5_000_000;

function read(folder: string): Folder {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

function pack(work: string): string {
  const options = ["--silent", "--pack-destination", work];
  execFileSync("npm", ["run", "package", "--", ...options], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const [tarball = ""] = readdirSync(work).filter((file) => file.endsWith(".tgz"));
  return join(work, tarball);
}

/** A new folder with the example as its deployment file. */
function folderOf(work: string, name: string, example: string): string {
  const folder = join(work, name, example);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "examples", example), join(folder, "deployment.yaml"));
  return folder;
}

/** Synthesizes an example in a folder of its own. */
function synthIn(
  folder: string,
  command: string,
  args: readonly string[] = [],
  environment?: Record<string, string>,
): Folder {
  const result = runIn(folder, command, [...args, "synth"], environment);
  if (result.status !== 0) throw new Error(`exit code ${result.status}: ${result.stderr}`);
  return read(join(folder, "cdktf.out"));
}

function checkContents(installed: string): void {
  const dist = join(installed, "dist");
  const bundle = readFileSync(join(dist, "ppm-eks.cjs"), "utf8");
  check("the package alone is installed, it has no dependencies", () => {
    const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      dependencies?: object;
    };
    const beside = readdirSync(join(installed, "..")).filter((name) => !name.startsWith("."));
    return [
      ...unlike("dependencies", dependencies ?? {}, {}),
      ...unlike("node_modules", beside, [basename(installed)]),
    ];
  });
  check(`the program is one file of at most ${MOST_BYTES} bytes`, () => {
    const { size } = statSync(join(dist, "ppm-eks.cjs"));
    return size <= MOST_BYTES ? [] : [`it has ${size}`];
  });
  const aws = readFileSync(join(dist, "aws.cjs"), "utf8");
  check("the program names no folder of this machine", () =>
    [root, homedir()].filter((path) => path !== "/" && `${bundle}${aws}`.includes(`${path}/`)),
  );
  check("the license of every package in it is there", () => {
    const inside = [...`${bundle}${aws}`.matchAll(/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\/(?!node_modules)/g)].map(
      ([, name]) => name,
    );
    const licenses = readFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), "utf8");
    const named = new Set([...licenses.matchAll(/^(\S+) \S+\nLicense: \S/gm)].map(([, name]) => name));
    const missing = [...new Set(inside)].filter((name) => !named.has(name)).map((name) => `none for ${name}`);
    return named.size > 20 && inside.length > 20 ? missing : [`${inside.length} files, ${named.size} licenses`];
  });
  check("an editor's schema and every example are there", () => {
    const found = readdirSync(join(installed, "examples")).filter((file) => file.endsWith(".yaml"));
    JSON.parse(readFileSync(join(installed, "docs/deployment.schema.json"), "utf8"));
    return unlike("examples", found.sort(), [...examples].sort());
  });
}

function checkHelp(home: string, command: string): void {
  const { stdout } = runIn(home, command, ["--help"]);
  const commands = [...stdout.matchAll(/^ {2}([a-z-]+)(?: \[options\]| <|\s{2})/gm)].map(([, name]) => name ?? "");
  check("npx ppm-eks --help prints the same", () => {
    const npx = runIn(home, "npx", ["--offline", "ppm-eks", "--help"]);
    return [...unlike("exit code", npx.status, 0), ...unlike("text", npx.stdout, stdout)];
  });
  for (const name of [
    "synth",
    "check",
    "init",
    "explain",
    "diagram",
    "report",
    "size",
    "tfvars",
    "diff",
    "preflight",
    "restore",
    "leftovers",
  ]) {
    check(`${name} is listed, and has a help of its own`, () => {
      const help = runIn(home, command, [name, "--help"]);
      return [
        ...(commands.includes(name) ? [] : [`listed are ${commands.join(", ")}`]),
        ...unlike("exit code", help.status, 0),
        ...(help.stdout.startsWith(`Usage: ppm-eks ${name}`) ? [] : [help.stdout.slice(0, 80)]),
      ];
    });
  }
}

function checkFailures(work: string, command: string): void {
  check("wrong input: exit code 1, a message, no stack trace, nothing written", () => {
    const folder = folderOf(work, "wrong", "reference.yaml");
    writeFileSync(join(folder, "deployment.yaml"), "nme: x\n");
    const { status, stdout, stderr } = runIn(folder, command, ["synth"]);
    return [
      ...unlike("exit code", status, 1),
      ...unlike("standard output", stdout, ""),
      ...unlike("message", stderr, "deployment.yaml: 1 problem\n  nme is not a known key; did you mean name?\n"),
      ...unlike("folder", readdirSync(folder), ["deployment.yaml"]),
    ];
  });
  check("a wrong argument: exit code 1, a message, no stack trace", () => {
    const { status, stderr } = runIn(work, command, ["synht"]);
    return [
      ...unlike("exit code", status, 1),
      ...unlike("message", stderr.split("\n")[0], "error: unknown command 'synht'"),
      ...(/\n +at /.test(stderr) ? [stderr] : []),
    ];
  });
  check("nobody reads on: no message, the exit code that it would have had", () => {
    const piped = (args: string) =>
      runIn(work, "bash", ["-c", `set -o pipefail; { sleep 0.5; '${command}' ${args}; } | true`]);
    const [listed, wrong] = [piped("explain"), piped("explain nme")];
    return [
      ...unlike("exit code", listed.status, 0),
      ...unlike("message", listed.stderr, ""),
      ...unlike("exit code of a wrong key", wrong.status, 1),
    ];
  });
  check("a bug keeps its stack trace", () => {
    const folder = folderOf(work, "bug", "reference.yaml");
    const bug = join(folder, "bug.cjs");
    writeFileSync(bug, 'require("node:fs").mkdtempSync = () => { throw new TypeError("a bug"); };\n');
    const { status, stderr } = runIn(folder, command, ["synth"], { NODE_OPTIONS: `--require ${bug}` });
    const trace = /TypeError: a bug\n +at .*bug\.cjs.*\n +at temporaryFolder .*ppm-eks\.cjs:\d+:\d+/;
    return [...unlike("exit code", status, 1), ...(trace.test(stderr) ? [] : [stderr.slice(-600)])];
  });
}

function checkKeptCode(work: string, command: string, dist: string, expected: Folder): void {
  const synth = (name: string, environment?: Record<string, string>) =>
    differences(expected, synthIn(folderOf(work, name, "reference.yaml"), command, [], environment));
  const kept = () => readdirSync(dist).filter((file) => /\.synth\..*\.code$/.test(file));
  check("what was compiled is kept beside the program", () => unlike("files", kept().length, 1));
  check("damaged, it is made anew", () => {
    const path = join(dist, kept()[0] ?? "");
    const { size } = statSync(path);
    writeFileSync(path, "damaged");
    return [...synth("damaged"), ...(statSync(path).size > size / 2 ? [] : ["it is still damaged"])];
  });
  check("turned off, nothing is kept, and the output is the same", () => {
    for (const file of kept()) rmSync(join(dist, file));
    return [...synth("off", { NODE_DISABLE_COMPILE_CACHE: "1" }), ...unlike("kept", kept(), [])];
  });
}

const work = mkdtempSync(join(tmpdir(), "test-package-"));
try {
  const tarball = pack(work);
  const home = join(work, "empty");
  mkdirSync(home);
  const options = ["install", "--offline", "--silent", "--no-audit", "--no-fund", tarball];
  check("the tarball installs in an empty folder, offline", () =>
    unlike("exit code", runIn(home, "npm", options).status, 0),
  );
  const [name = ""] = readdirSync(join(home, "node_modules")).filter((entry) => !entry.startsWith("."));
  const installed = join(home, "node_modules", name);
  const command = join(home, "node_modules/.bin/ppm-eks");
  checkContents(installed);
  checkHelp(home, command);

  const alone = join(work, "alone.cjs");
  copyFileSync(join(installed, "dist/ppm-eks.cjs"), alone);
  let reference: Folder = new Map();
  for (const example of examples) {
    check(`${example}: the same bytes installed, as one file alone, and from the sources`, () => {
      const files = synthIn(folderOf(work, "installed", example), command);
      const alike = synthIn(folderOf(work, "alone", example), process.execPath, [alone]);
      const sources = folderOf(work, "sources", example);
      const fromSources = synthIn(sources, process.execPath, [join(root, "scripts/ppm-eks.mjs")]);
      if (example === "reference.yaml") reference = files;
      return [
        ...(files.size > 5 ? [] : ["too few files"]),
        ...differences(fromSources, files),
        ...differences(fromSources, alike),
      ];
    });
  }
  checkKeptCode(work, command, join(installed, "dist"), reference);
  checkFailures(work, command);
  checkAwsFile(home, command, join(installed, "dist"), alone);
} finally {
  rmSync(work, { recursive: true, force: true });
}

tally.finish();
