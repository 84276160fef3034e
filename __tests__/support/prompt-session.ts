/**
 * Runs `ppm-eks ARGS` with a terminal that a script types into, for tests: @clack/prompts is an ES module, which jest does
 * not load. One process for many sessions, one after the other: each message of the parent is one.
 */
import { PassThrough, Writable } from "node:stream";
import { createColors } from "picocolors";
import { processIo } from "../../src/cli/io";
import { runCli } from "../../src/cli/run";

/** What the parent asks for. */
export interface Session {
  readonly folder: string;
  /** Text to wait for, and the keys to type then. */
  readonly steps: readonly (readonly [question: string, keys: string])[];
  /** Arguments of the command line. */
  readonly args: readonly string[];
}

/** What it gets back. */
export interface SessionResult {
  readonly status: number;
  /** What was printed, without the questions. */
  readonly stdout: string;
  readonly stderr: string;
}

async function run({ folder, steps, args }: Session): Promise<SessionResult> {
  process.chdir(folder);
  const result = { status: 0, stdout: "", stderr: "" };
  await runCli(args, {
    ...processIo(),
    colours: createColors(false),
    isInteractive: true,
    terminal: terminal(steps),
    print: (text) => void (result.stdout += `${text}\n`),
    error: (text) => void (result.stderr += `${text}\n`),
    fail: (exitCode = 1) => void (result.status = exitCode),
  });
  return result;
}

/** A terminal that types the next keys once the screen shows what they answer. */
function terminal(steps: Session["steps"]) {
  const open = [...steps];
  let screen = "";
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const type = () => {
    const [next] = open;
    if (next === undefined || !screen.includes(next[0])) return;
    open.shift();
    screen = "";
    setImmediate(() => input.write(next[1]));
  };
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    screen += chunk.toString();
    type();
    done();
  };
  return { input, output: Object.assign(new Writable({ write }), { isTTY: true, columns: 120, rows: 40 }) };
}

process.on("message", (session: Session) => {
  void run(session).then((result) => process.send?.(result));
});
