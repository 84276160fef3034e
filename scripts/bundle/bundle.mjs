import { build } from "esbuild";
import { lazyPackages } from "./lazy-packages.mjs";

/**
 * Writes the program as one file that needs no packages.
 *
 * Names stay as they are: for stack traces, and since cdktf and this app tell classes apart by them.
 *
 * @param root folder of the project, absolute.
 * @param options of esbuild, beside those here.
 */
export function bundle(root, options) {
  return build({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    // A stack trace shows the line.
    lineLimit: 200,
    legalComments: "none",
    plugins: [lazyPackages(root)],
    ...options,
  });
}
