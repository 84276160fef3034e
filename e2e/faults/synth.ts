import { deepStrictEqual as equal, notStrictEqual, ok } from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { command, succeed, type CommandResult } from "../processes";
import type { Lane } from "../report";
import { Slots } from "../slots";
import { projectFolder } from "../work-folder";

/** Path → contents, of every file below a folder. */
type Files = Readonly<Record<string, string>>;

const killHook = join(__dirname, "kill-hook.cjs");
const mark = "unfinished-synth.tf.json";

/** Before and after: every stack changes, files come and files go. */
const deployments = {
  before: { name: "ppm", network: { mode: "existing" } },
  after: { name: "ppm", identity: "podIdentity", protection: false },
};

/** A synth that cannot finish leaves the output as it was, or marks what is neither old nor new. */
export async function checkSynth(lane: Lane, folder: string): Promise<void> {
  const { before, after } = await lane.step("synthesizes two deployments", async () => {
    const outputs = await Promise.all([synthesized(folder, "before"), synthesized(folder, "after")]);
    const [before, after] = outputs as [Files, Files];
    const missing = Object.keys(before).filter((path) => after[path] === undefined);
    ok(missing.length > 0, "a file must go");
    ok(Object.keys(before).filter((path) => before[path] !== after[path]).length > 3, "several files must change");
    return { before, after };
  });
  const survives = (title: string, fault: (output: string) => Promise<CommandResult>, message: RegExp) =>
    lane.check(title, async () => {
      const output = join(folder, title.replaceAll(/\W+/g, "-"));
      cpSync(join(folder, "before"), output, { recursive: true });
      const { code, stdout, stderr } = await fault(output);
      equal(code, 1, `${stdout}\n${stderr}`);
      ok(message.test(stderr), stderr);
      equal(filesIn(output), before);
    });

  await survives(
    "a disk that takes no file of that size: the previous output stays",
    (output) => synth(folder, output, ["bash", "-c", 'ulimit -f 60; exec "$@"', "bash"]),
    /expected room for the generated files \(EFBIG\); free some space/,
  );
  await survives(
    "a folder without write permission: the previous output stays",
    async (output) => {
      await succeed("chmod", ["-R", "a-w", output]);
      const result = await synth(folder, output, unprivileged());
      await succeed("chmod", ["-R", "u+w", output]);
      return result;
    },
    /expected a folder that can be written \(EACCES at .*\); change its permissions/,
  );
  if (await canMount()) {
    await survives(
      "a full disk: the previous output stays",
      (output) => synth(folder, output, onDisk(output, `$(($(du -sk ${output} | cut -f1) + 64))k`)),
      /expected room for the generated files \(ENOSPC\); free some space/,
    );
    await survives(
      "a disk that is read-only: the previous output stays",
      (output) => synth(folder, output, onDisk(output, "4m", `mount -o remount,ro ${output}.disk`)),
      /expected a folder that can be written \(EROFS at .*\); change its permissions/,
    );
  } else lane.note("no right to mount a file system here: no full and no read-only disk, only limits and permissions");
  await survives(
    "no folder for temporary files: the previous output stays",
    (output) => synth(folder, output, ["env", `TMPDIR=${join(folder, "none")}`]),
    /^folder for temporary files is .*none", expected one that can be written \(ENOENT\); free some space there/,
  );
  await checkKills(lane, folder, before, after);
}

/** Kills a synth before each change that it makes on the disk. */
async function checkKills(lane: Lane, folder: string, before: Files, after: Files): Promise<void> {
  const run = (number: number) => killedAt(folder, number);
  const changes = await lane.step("counts the changes that a synth makes on the disk", async () => {
    const { output, result } = await run(0);
    equal(filesIn(output), after);
    return Number(/^changes: (\d+)$/m.exec(result.stderr)?.[1]);
  });
  const left = { old: 0, new: 0, refused: 0 };
  await lane.check(
    `killed before each of ${changes} changes: old or new, or refused until the next synth`,
    async () => {
      ok(changes > 10, `${changes}`);
      const slots = new Slots(2);
      const numbers = Array.from({ length: changes }, (_, i) => i + 1);
      const problems = await Promise.all(
        numbers.map((number) =>
          slots.run(async () => {
            const { output, result } = await run(number);
            equal(result.code, -1, "it was to be killed");
            const verdict = judge(filesIn(output), before, after);
            if (verdict === undefined) return [`change ${number}: a mixture that nothing marks`];
            left[verdict]++;
            if (verdict === "refused" && left.refused === 1) await expectRefused(output);
            equal((await synth(folder, output)).code, 0);
            equal(filesIn(output), after, `the synth after a kill at change ${number}`);
            rmSync(output, { recursive: true });
            return [];
          }),
        ),
      );
      equal(problems.flat(), []);
      ok(left.old > 0 && left.new > 0 && left.refused > 0, JSON.stringify(left));
    },
  );
  lane.note(
    `after the kill: ${left.old} × the old output, ${left.new} × the new, ${left.refused} × refused by Terraform`,
  );
}

/** What of two outputs this is, apart from staged files; undefined for a mixture that Terraform would take. */
function judge(found: Files, before: Files, after: Files): "old" | "new" | "refused" | undefined {
  const marked = Object.keys(found).filter((path) => path.endsWith(mark));
  if (marked.length > 0) {
    const stacks = Object.keys(found).filter((path) => path.endsWith("/cdk.tf.json"));
    const bare = stacks.filter((path) => !marked.includes(join(dirname(path), mark)));
    // Marks come before the first change and go after the last.
    if (bare.length === 0) return "refused";
  }
  const equals = (wanted: Files) =>
    [...new Set([...Object.keys(found), ...Object.keys(wanted)])]
      .filter((path) => !path.endsWith(".tmp") && !path.endsWith(mark) && path !== "generated-files.json")
      .every((path) => found[path] === wanted[path]);
  return equals(before) ? "old" : equals(after) ? "new" : undefined;
}

async function expectRefused(output: string): Promise<void> {
  const stacks = join(output, "stacks");
  for (const stack of readdirSync(stacks)) {
    const { code, stderr } = await command("terraform", ["validate", "-no-color"], { cwd: join(stacks, stack) });
    notStrictEqual(code, 0);
    ok(
      stderr.replaceAll(/\s+/g, " ").includes("A synth was interrupted here. Run it again, then this command."),
      stderr,
    );
  }
}

async function killedAt(folder: string, number: number): Promise<{ output: string; result: CommandResult }> {
  const output = join(folder, `kill-${number}`);
  cpSync(join(folder, "before"), output, { recursive: true });
  const fault = [`NODE_OPTIONS=--require=${killHook}`, `PPM_KILL_AT=${number}`, `PPM_KILL_IN=${output}`];
  return { output, result: await synth(folder, output, ["env", ...fault]) };
}

/** The output of one of the deployments, beside which a user has put a file. */
async function synthesized(folder: string, name: keyof typeof deployments): Promise<Files> {
  writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(deployments[name]));
  const output = join(folder, name);
  const { code, stderr } = await synth(folder, output, [], `${name}.yaml`);
  equal(code, 0, stderr);
  writeFileSync(join(output, "stacks", "ppm-application", "mine.tf"), "# of the user\n");
  return filesIn(output);
}

/** Synthesizes into `output`, by way of the command `through`. */
function synth(
  folder: string,
  output: string,
  through: readonly string[] = [],
  file = "after.yaml",
): Promise<CommandResult> {
  const args = [process.execPath, join(projectFolder, "scripts", "ppm-eks.mjs"), "synth"];
  const [program = "", ...rest] = [...through, ...args, "--deployment", file, "--output", output];
  return command(program, rest, { cwd: folder, env: { ...process.env, PPM_DEPLOYMENT: undefined } });
}

function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** Root may write anywhere; without these capabilities it is held to permissions as everybody is. */
function unprivileged(): string[] {
  return process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [];
}

const inOwnMounts = ["unshare", "--map-root-user", "--mount", "bash", "-c"];

async function canMount(): Promise<boolean> {
  return (await command(inOwnMounts[0] ?? "", [...inOwnMounts.slice(1), "mount -t tmpfs none /mnt"])).code === 0;
}

/** Runs a command with `output` on a disk of its own, which only that command sees, and copies the output back. */
function onDisk(output: string, size: string, ...afterwards: readonly string[]): string[] {
  const script = [
    "set -e",
    `mkdir ${output}.disk; cd ${output}.disk`,
    `mount -t tmpfs -o size=${size} none .; cp -r ${output}/. ${output}.disk/`,
    ...afterwards,
    `mount --bind ${output}.disk ${output}`,
    `code=0; (cd ${dirname(output)}; "$@") || code=$?`,
    `umount ${output}; rm -r ${output}; cp -r ${output}.disk ${output}; exit $code`,
  ];
  return [...inOwnMounts, script.join("\n"), "bash"];
}
