import { build } from "esbuild";
import { lazyPackages } from "./lazy-packages.mjs";

/** For every bundle. Names stay as they are: for stack traces, and since cdktf and this app tell classes apart by them. */
const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  // A stack trace shows the line.
  lineLimit: 200,
  legalComments: "none",
};

/** Name of the second bundle, which the first loads from beside itself when a command talks to AWS. */
export const awsFile = "aws.cjs";

/**
 * Around the code of the program. As a module it runs; as a script, outside of a module, it is a function, which `run.cjs`
 * calls: a text of four megabytes need not be copied to put one around it.
 */
const parameters = "exports, require, module, __filename, __dirname";
const around = {
  banner: {
    js:
      "#!/usr/bin/env node\n" +
      `(typeof module === "undefined" ? (main) => main : (main) => main(${parameters}))(function (${parameters}) {`,
  },
  footer: { js: "});" },
};

/**
 * Writes the program as one file that needs no packages, but for the commands that talk to AWS.
 *
 * @param root folder of the project, absolute.
 * @param options of esbuild, beside those here.
 */
export function bundle(root, options) {
  return build({
    ...common,
    absWorkingDir: root,
    entryPoints: ["main.ts"],
    // By require(), which the runner has; see scripts/bundle/run.cjs.
    supported: { "dynamic-import": false },
    plugins: [awsApart, lazyPackages(root)],
    ...around,
    ...options,
  });
}

/** Writes the commands that talk to AWS, with the SDK, as one file that needs no packages. Arguments as of {@link bundle}. */
export function bundleAws(root, options) {
  return build({
    ...common,
    absWorkingDir: root,
    entryPoints: ["src/aws/commands.ts"],
    // The SDK as modules, of which only what is used is kept: half the size.
    mainFields: ["module", "main"],
    // Who runs this cannot upgrade an SDK; package.json says which one it is.
    define: { "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": '"true"' },
    ...options,
  });
}

const awsApart = {
  name: "aws-apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/aws\/commands$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: `./${awsFile}`, external: true } : undefined,
    );
  },
};
