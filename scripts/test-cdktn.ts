/**
 * Synthesizes every example with cdktf and with its successor, in two copies of this project, and compares what comes out:
 * the app's own output byte by byte, and the JSON beneath it as the package wrote it, less the keys listed here. And the
 * app's own output must be what its cdktf wrote, put in order: the app resolves tokens in its own, faster way.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { normalizeStack } from "../src/terraform/normalize";
import { type Folder, type Removed, differences, unusedKeys, withoutKeys } from "./checks/json-difference";
import { Tally } from "./checks/tally";

const successor = { name: "cdktn", version: "0.24.0" };
const root = join(__dirname, "..");

/** Removed from what the packages write, before it is compared. Nothing is removed from the app's own output. */
const removed: readonly Removed[] = [
  { file: "/cdk.tf.json", key: ["//", "metadata", "version"] },
  { file: "manifest.json", key: ["version"] },
];

interface Copy {
  readonly folder: string;
  readonly package: { readonly name: string; readonly version: string };
}

interface Output {
  readonly app: Folder;
  readonly beneath: Folder;
  readonly loaded: string;
}

const tally = new Tally();

function count(name: string, problems: readonly string[]): void {
  tally.count(problems.length === 0);
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${[name, ...problems].join("\n    ")}`);
}

/** What Git would clone, as it lies in the work tree now: both copies are of the same sources. */
function copyProject(folder: string, files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
}

/** Of the packages in package.json, those that the program and its bundler load: all of them are development ones. */
function loadedPackages(folder: string): Record<string, string> {
  const { metafile } = buildSync({
    entryPoints: ["main.ts"],
    absWorkingDir: folder,
    bundle: true,
    packages: "external",
    // Commands that talk to AWS synthesize nothing.
    external: ["*/aws/commands"],
    platform: "node",
    metafile: true,
    write: false,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.flatMap(({ path }) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const file = readFileSync(join(folder, "package.json"), "utf8");
  const { devDependencies } = JSON.parse(file) as { devDependencies: Record<string, string> };
  const wanted = new Set([...packages, "esbuild"]);
  return Object.fromEntries(Object.entries(devDependencies).filter(([name]) => wanted.has(name)));
}

function installSuccessor(folder: string): void {
  const file = join(folder, "package.json");
  const project = JSON.parse(readFileSync(file, "utf8")) as Record<string, object>;
  const dependencies = loadedPackages(folder);
  const spec = `npm:${successor.name}@${successor.version}`;
  // npm refuses an override of a direct dependency that has another spec.
  project.dependencies = { ...dependencies, cdktf: spec };
  delete project.devDependencies;
  project.overrides = { ...project.overrides, cdktf: spec };
  writeFileSync(file, JSON.stringify(project, null, 2));
  rmSync(join(folder, "package-lock.json"), { force: true });
  const options = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", ...options], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
}

function openCopy(folder: string): Copy {
  buildSync({
    entryPoints: [join(folder, "scripts/checks/raw-synth.ts")],
    outfile: join(folder, "raw-synth.cjs"),
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    keepNames: true,
  });
  const { name, version } = JSON.parse(
    readFileSync(join(folder, "node_modules/cdktf/package.json"), "utf8"),
  ) as Copy["package"];
  return { folder, package: { name, version } };
}

function synthesize({ folder }: Copy, example: string): Output {
  const appFolder = join(folder, "out", example);
  const beneathFolder = join(folder, "beneath", example);
  mkdirSync(beneathFolder, { recursive: true });
  const run = (args: readonly string[], environment: Record<string, string> = {}) =>
    execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
      env: { PATH: process.env.PATH, ...environment },
    });
  run(["scripts/ppm-eks.mjs", "synth"], { PPM_DEPLOYMENT: `examples/${example}`, CDKTF_OUTDIR: appFolder });
  // As the app finds the folder of the example from that of a stack.
  const stateFolder = "../../../../examples";
  const loaded = run(["raw-synth.cjs", `examples/${example}`, beneathFolder, stateFolder]).trim();
  return { app: read(appFolder), beneath: read(beneathFolder), loaded };
}

function read(folder: string): Folder {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

/** Stacks that the app made otherwise than the package beneath it. */
function unlikeBeneath({ app, beneath }: Output): string[] {
  const stacks = [...beneath].filter(([path]) => path.endsWith("/cdk.tf.json"));
  if (stacks.length === 0) return ["there is no stack"];
  return stacks
    .filter(([path, json]) => normalizeStack(JSON.parse(json) as object) !== app.get(path))
    .map(([path]) => path);
}

function compare(example: string, copies: readonly [Copy, Copy]): void {
  try {
    const [old, next] = [synthesize(copies[0], example), synthesize(copies[1], example)];
    const [oldBeneath, nextBeneath] = [withoutKeys(old.beneath, removed), withoutKeys(next.beneath, removed)];
    const appProblems = differences(old.app, next.app);
    const beneathProblems = differences(oldBeneath, nextBeneath);
    count(`${example}: ${old.app.size} files of the app`, appProblems);
    for (const output of [old, next])
      count(`${example}: the app writes what ${output.loaded} writes`, unlikeBeneath(output));
    count(`${example}: ${old.beneath.size} files of ${old.loaded} and ${next.loaded}`, [
      ...beneathProblems,
      ...unusedKeys(old.beneath, removed).map(
        ({ file, key }) => `no ${file} has ${key.join(".")}: take it off the list`,
      ),
      ...[old, next].flatMap(({ loaded }, i) => {
        const { name, version } = (copies[i] as Copy).package;
        return loaded === `${name}@${version}` ? [] : [`${loaded} was loaded, not ${name}@${version}`];
      }),
    ]);
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    count(example, [stderr ?? String(error)]);
  }
}

const work = mkdtempSync(join(tmpdir(), "cdktn-"));
try {
  const folders = { old: join(work, "cdktf"), next: join(work, "cdktn") };
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  const files = listed.split("\0").filter((file) => file && file !== "node_modules" && existsSync(join(root, file)));
  copyProject(folders.old, files);
  cpSync(folders.old, folders.next, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folders.old, "node_modules"));
  installSuccessor(folders.next);

  const copies = [openCopy(folders.old), openCopy(folders.next)] as const;
  const [old, next] = copies.map(({ package: { name, version } }) => `${name}@${version}`);
  count(`node_modules/cdktf is ${old} here`, copies[0].package.name === "cdktf" ? [] : ["expected cdktf"]);
  const { name, version } = successor;
  count(`and ${next} in the copy`, next === `${name}@${version}` ? [] : [`expected ${name}@${version}`]);

  console.log("Removed from the app's files before the comparison: nothing");
  console.log(
    `Removed from the packages' own files: ${removed.map(({ file, key }) => `${key.join(".")} of *${file}`).join(", ")}; and white space`,
  );
  for (const example of readdirSync(join(folders.old, "examples"))) {
    if (example.endsWith(".yaml")) compare(example, copies);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

tally.finish();
