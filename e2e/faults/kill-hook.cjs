/**
 * Loaded into a synth by NODE_OPTIONS: kills it (SIGKILL, to itself) before the change number PPM_KILL_AT that it makes
 * below PPM_KILL_IN, half way through where that change writes a file. Prints how many changes a whole synth makes.
 */
const fs = require("node:fs");
const { PPM_KILL_AT: at, PPM_KILL_IN: folder } = process.env;

let changes = 0;
for (const name of ["mkdirSync", "writeFileSync", "renameSync", "rmSync", "rmdirSync"]) {
  const real = fs[name];
  fs[name] = (path, ...rest) => {
    if (!String(path).startsWith(`${folder}/`)) return real(path, ...rest);
    changes++;
    if (changes === Number(at)) {
      if (name === "writeFileSync") real(path, rest[0].slice(0, rest[0].length / 2));
      process.kill(process.pid, "SIGKILL");
    }
    return real(path, ...rest);
  };
}
process.on("exit", () => console.error(`changes: ${changes}`));
