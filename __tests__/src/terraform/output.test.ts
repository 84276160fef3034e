import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "../../../src/config/errors";
import { writeOutput } from "../../../src/terraform/output";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "output-test-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Every file below the folder with its contents. */
function everything(): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function put(path: string, contents: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), contents);
}

const two = new Map([
  ["manifest.json", "m"],
  ["stacks/a/cdk.tf.json", "a"],
]);

test("writes the files and their list, into a folder that need not exist", () => {
  rmSync(folder, { recursive: true });
  expect(writeOutput(folder, two)).toEqual(["manifest.json", "stacks/a/cdk.tf.json"]);
  expect(everything()).toEqual({
    "generated-files.json": '[\n  "manifest.json",\n  "stacks/a/cdk.tf.json"\n]\n',
    "manifest.json": "m",
    "stacks/a/cdk.tf.json": "a",
  });
});

test("touches only what changed", () => {
  writeOutput(folder, two);
  const before = statSync(join(folder, "manifest.json"), { bigint: true });
  expect(writeOutput(folder, new Map([...two, ["stacks/a/cdk.tf.json", "b"]]))).toEqual(["stacks/a/cdk.tf.json"]);
  expect(statSync(join(folder, "manifest.json"), { bigint: true })).toMatchObject({
    ino: before.ino,
    mtimeNs: before.mtimeNs,
  });
  expect(everything()).toMatchObject({ "stacks/a/cdk.tf.json": "b" });
});

test("removes generated files that are no longer generated, and nothing else of that stack", () => {
  writeOutput(folder, new Map([...two, ["stacks/b/cdk.tf.json", "b"], ["stacks/c/cdk.tf.json", "c"]]));
  const own = {
    "stacks/b/.terraform/providers": "p",
    "stacks/b/.terraform.lock.hcl": "l",
    "stacks/b/terraform.tfstate": "s",
    "stacks/b/mine.tf": "m",
  };
  for (const [path, contents] of Object.entries(own)) put(path, contents);

  expect(writeOutput(folder, two)).toEqual(["stacks/b/cdk.tf.json", "stacks/c/cdk.tf.json"]);
  expect(everything()).toEqual({ ...own, ...Object.fromEntries(two), "generated-files.json": expect.any(String) });
  expect(existsSync(join(folder, "stacks/c"))).toBe(false);
});

test.each(["not JSON", "{}", '["../outside", "/etc/none", 1]'])("deletes nothing on a list that is %s", (list) => {
  const inner = join(folder, "inner");
  put("outside", "o");
  put("inner/generated-files.json", list);
  expect(writeOutput(inner, new Map())).toEqual([]);
  expect(everything()).toEqual({ outside: "o", "inner/generated-files.json": "[]\n" });
});

test("a folder that cannot be written is a user error that names it and the fix", () => {
  put("file", "f");
  const below = join(folder, "file", "out");
  expect(() => writeOutput(below, two)).toThrow(
    new UserError(
      `output folder is ${JSON.stringify(below)}, expected a folder that can be written (ENOTDIR at ${below}); ` +
        "change its permissions, or name another one in CDKTF_OUTDIR",
    ),
  );
});

test("when the last file cannot be written, no file has changed", () => {
  writeOutput(folder, two);
  put("stacks/b", "a file where a folder is needed");
  const before = everything();
  const next = new Map([
    ["manifest.json", "changed"],
    ["stacks/b/cdk.tf.json", "b"],
  ]);
  expect(() => writeOutput(folder, next)).toThrow(UserError);
  expect(everything()).toEqual(before);
});

test("when the last file cannot be moved into place, no file has changed", () => {
  writeOutput(folder, new Map([...two, ["stacks/gone/cdk.tf.json", "g"]]));
  put("stacks/z/cdk.tf.json/mine", "a folder where the file belongs");
  const before = everything();
  const next = new Map([
    ["manifest.json", "changed"],
    ["stacks/a/cdk.tf.json", "changed"],
    ["stacks/new/cdk.tf.json", "n"],
    ["stacks/z/cdk.tf.json", "z"],
  ]);
  expect(() => writeOutput(folder, next)).toThrow("expected a folder that can be written (EISDIR at ");
  expect(everything()).toEqual(before);
  expect(existsSync(join(folder, "stacks/new"))).toBe(false);
});

test("completes what a killed synth left, and tidies up behind it", () => {
  writeOutput(folder, new Map([...two, ["stacks/b/cdk.tf.json", "b"]]));
  const dead = spawnSync(process.execPath, ["--version"]).pid;
  put(`stacks/a/cdk.tf.json.${dead}.tmp`, "staged");
  put("stacks/a/unfinished-synth.tf.json", "{}");
  put("stacks/b/unfinished-synth.tf.json", "{}");
  const other = { [`manifest.json.${process.ppid}.tmp`]: "of a synth at work", "stacks/a/notes.1.tmp": "mine" };
  for (const [path, contents] of Object.entries(other)) put(path, contents);

  expect(writeOutput(folder, two)).toEqual(["stacks/b/cdk.tf.json"]);
  expect(everything()).toEqual({ ...other, ...Object.fromEntries(two), "generated-files.json": expect.any(String) });
  expect(existsSync(join(folder, "stacks/b"))).toBe(false);
  put("stacks/a/unfinished-synth.tf.json", "{}");
  expect(writeOutput(folder, two)).toEqual([]);
  expect(existsSync(join(folder, "stacks/a/unfinished-synth.tf.json"))).toBe(false);
});
