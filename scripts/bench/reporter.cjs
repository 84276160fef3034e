/** Loaded into each program that is measured: reports its peak memory, in KiB, on file descriptor 3. */
const { writeSync } = require("node:fs");

process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));
