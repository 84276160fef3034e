/**
 * Runs `ppm-eks ARGS` with a terminal that a script types into, for tests: @clack/prompts is an ES module, which jest does
 * not load. Arguments: the folder, a JSON list of [text to wait for, keys to type], the arguments of the command line.
 */
import { PassThrough, Writable } from "node:stream";
import { processIo } from "../../src/cli/io";
import { runCli } from "../../src/cli/run";

const [folder = "", script = "[]", ...args] = process.argv.slice(2);
const steps = JSON.parse(script) as [string, string][];
process.chdir(folder);

let screen = "";
const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
const output = Object.assign(
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      screen += chunk.toString();
      type();
      done();
    },
  }),
  { isTTY: true, columns: 120, rows: 40 },
);

/** Types the next keys once the screen shows what they answer. */
function type(): void {
  const [next] = steps;
  if (next === undefined || !screen.includes(next[0])) return;
  steps.shift();
  screen = "";
  setImmediate(() => input.write(next[1]));
}

void runCli(args, { ...processIo(), isInteractive: true, terminal: { input, output } }).then(() => process.exit());
