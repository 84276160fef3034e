/**
 * A Jest environment without a sandbox: the test files of a worker run one after the other in the worker's own realm, so
 * that they can share what runtime.cjs loads once.
 */
const { LegacyFakeTimers, ModernFakeTimers } = require("@jest/fake-timers");
const { ModuleMocker } = require("jest-mock");

module.exports = class SharedEnvironment {
  constructor({ projectConfig: config }) {
    const { console, process } = globalThis;
    this.global = globalThis;
    this.before = { console, exit: process.exit, environment: { ...process.env } };
    this.moduleMocker = new ModuleMocker(globalThis);
    const timerConfig = { idToRef: (id) => id, refToId: (ref) => ref };
    const options = { config, global: globalThis };
    this.fakeTimers = new LegacyFakeTimers({ ...options, moduleMocker: this.moduleMocker, timerConfig });
    this.fakeTimersModern = new ModernFakeTimers(options);
  }

  async setup() {
    // Jest sets 100; an error that is caught takes its time for each frame.
    Error.stackTraceLimit = 30;
  }

  async teardown() {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    // Those of one test file would be told of the next one's tests.
    delete globalThis[Symbol.for("EVENT_HANDLERS")];
    const { console, exit, environment } = this.before;
    globalThis.console = console;
    process.exit = exit;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  getVmContext() {
    return globalThis;
  }
};
