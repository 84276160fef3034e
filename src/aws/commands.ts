/**
 * Bodies of the commands that talk to AWS: what `dist/aws.cjs` holds, so that the others need not load an SDK. Nothing in
 * here may load cdktf: what a command needs of a synthesized deployment is handed over by src/cli.
 */
export { leftovers } from "../leftovers/leftovers";
export { preflight } from "../preflight/preflight";
export { restoreBucket } from "../restore/bucket";
export { restoreTime } from "../restore/time";
