import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..");
const singleNat = "network: { mode: create, natGateways: single }";
let folder: string;
let outputFolder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-test-"));
  outputFolder = join(folder, "out");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs `npm run synth` without npm, in `folder` as the place of the deployment file. */
function synth({ deployment = "", environment = {} }: { deployment?: string; environment?: Record<string, string> }) {
  const file = join(folder, "deployment.yaml");
  writeFileSync(file, deployment);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/ppm-eks.mjs", "synth"], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env.PATH, PPM_DEPLOYMENT: file, CDKTF_OUTDIR: outputFolder, ...environment },
  });
  return { status, stdout, stderr, file };
}

/** A hash of each file below the output folder. */
function hashes(): Record<string, string> {
  const paths = readdirSync(outputFolder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.map((path) => join(outputFolder, path)).filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]));
}

test("writes both stacks, warns on standard error, and names no machine's path", () => {
  const { status, stdout, stderr } = synth({ deployment: singleNat });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\S+: \d+ files, \d+ changed\n$/) });
  expect(stderr).toMatch(/^warning: ppm-infrastructure\/Network: .+\n$/);
  const stacks = ["ppm-infrastructure", "ppm-application"].map((name) => `stacks/${name}/cdk.tf.json`);
  for (const path of [...stacks, "manifest.json", "run-order.json"]) {
    expect(readFileSync(join(outputFolder, path), "utf8")).not.toMatch(new RegExp(`${tmpdir()}|${root}|${folder}`));
  }
});

test("a bad file: exit code 1, a line a problem, no stack trace, and nothing written", () => {
  const bad = synth({ deployment: "nme: x\nprotection: 1" });
  expect(bad).toEqual({
    status: 1,
    stdout: "",
    stderr: [
      `${bad.file}: 2 problems`,
      "  nme is not a known key; did you mean name?",
      "  protection is 1, expected true or false; write one of the two without quotes, or remove it for the default true",
      "",
    ].join("\n"),
    file: bad.file,
  });
  expect(existsSync(outputFolder)).toBe(false);
});

test("under cdktf-cli, which prints the warnings itself, there is none on standard error", () => {
  const environment = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };
  expect(synth({ deployment: singleNat, environment }).stderr).toBe("");
});

test("a bug keeps its stack trace, and leaves the output before it byte for byte", () => {
  synth({});
  const before = hashes();
  const bug = join(folder, "bug.cjs");
  // Breaks the synthesis at its end, when all stacks are made.
  writeFileSync(
    bug,
    'const fs = require("node:fs");\n' +
      "const { rmSync } = fs;\n" +
      "fs.rmSync = function (path, options) {\n" +
      '  if (path.includes("package-manager-on-eks-")) throw new TypeError("a bug");\n' +
      "  return rmSync(path, options);\n" +
      "};\n",
  );
  const { status, stderr } = synth({
    deployment: "network: { mode: create, zones: 2 }",
    environment: { NODE_OPTIONS: `--require ${bug}` },
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /TypeError: a bug\n +at .+bug\.cjs.*\n +at withTemporaryFolder .+src\/terraform\/synthesize\.ts:\d+/,
  );
  expect(hashes()).toEqual(before);
});
