/**
 * A Jest runtime that loads everything but the test files themselves once a worker, not once a test file: the packages, and
 * this project's sources, which keep no state. Evaluating cdktf and the provider classes anew for each file, and a stack
 * trace for each token of cdktf, were most of the time of `npm test` (docs/performance.md).
 */
const asyncHooks = require("node:async_hooks");
const { Module, createRequire } = require("node:module");
const { join, sep } = require("node:path");
const { compileFunction } = require("node:vm");
const { default: Runtime } = require("jest-runtime");

const tests = join(__dirname, "../../__tests__") + sep;
const sourceMaps = new Map();
let translate;

// TypeScript is translated as Jest does it, with its cache; and is looked for before JSON, as Jest does it.
const { ".json": json, ".node": node, ...others } = Module._extensions;
const typescript = (module, file) => module._compile(translate(file), file);
for (const name of Object.keys(Module._extensions)) delete Module._extensions[name];
Object.assign(Module._extensions, others, { ".ts": typescript, ".json": json, ".node": node });

// As src/terraform/synthesize.ts does it, here for cdktf's own synthesis too.
const { captureStackTrace } = Error;
Error.captureStackTrace = (object, below) => {
  if (object instanceof Error) captureStackTrace(object, below);
};

// The framework begins a context in each test file, and never ends it; all of them are told of every promise.
const contexts = [];
asyncHooks.AsyncLocalStorage = class extends asyncHooks.AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    contexts.push(this);
  }
};

module.exports = class SharedRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    translate = (file) => this.transformCache.transform(file);
    this.transformCache.sourceMaps = sourceMaps;
    // In this realm, as environment.cjs says.
    const { executor } = this;
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  teardown() {
    super.teardown();
    for (const context of contexts.splice(0)) context.disable();
  }

  // The test framework itself begins anew with each file; the parts that it is made of do not.
  requireInternalModule(from, name) {
    return name === undefined ? super.requireInternalModule(from, name) : createRequire(from)(name);
  }

  requireModuleOrMock(from, name) {
    if (!from.startsWith(tests)) return super.requireModuleOrMock(from, name);
    const require = createRequire(from);
    return require.resolve(name).startsWith(tests) ? super.requireModuleOrMock(from, name) : require(name);
  }
};
