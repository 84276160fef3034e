// Watching keeps a worker for many runs, and coverage counts what Jest itself loads: both need the usual sandboxes.
const isolated = process.argv.some((argument) => /^--(watch|watchAll|coverage)\b/.test(argument));

/** @type {import("jest").Config} */
module.exports = {
  ...(isolated
    ? { testEnvironment: "node" }
    : { testEnvironment: "<rootDir>/scripts/jest/environment.cjs", runtime: "<rootDir>/scripts/jest/runtime.cjs" }),
  // By default one core less, which on two leaves one.
  maxWorkers: "100%",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist"],
};
