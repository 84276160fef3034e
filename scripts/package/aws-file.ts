import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, runIn, unlike } from "./harness";

/**
 * What is in which of the two files of the program, and what a command that talks to AWS does without one.
 *
 * @param folder an empty one, with no deployment file.
 * @param command the installed program.
 * @param alone copy of its first file in another folder.
 */
export function checkAwsFile(folder: string, command: string, dist: string, alone: string): void {
  const bundle = readFileSync(join(dist, "ppm-eks.cjs"), "utf8");
  const aws = readFileSync(join(dist, "aws.cjs"), "utf8");
  check("the AWS SDK is in a second file, and cdktf in the first only", () => [
    ...(/node_modules\/@aws-sdk\//.test(aws) && !/node_modules\/cdktf\//.test(aws) ? [] : ["the second is not so"]),
    ...(/node_modules\/cdktf\//.test(bundle) && !/node_modules\/@aws-sdk\//.test(bundle)
      ? []
      : ["the first is not so"]),
  ]);
  check("AWS out of reach: a line that says so, no stack trace", () => {
    const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_REGION: "eu-central-1" };
    const keys = { AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
    const { status, stdout, stderr } = runIn(folder, command, ["preflight", "--only", "identity"], {
      ...nowhere,
      ...keys,
    });
    return [
      ...unlike("exit code", status, 3),
      ...(/^\? AWS identity .*ECONNREFUSED/m.test(stdout) ? [] : [stdout]),
      ...unlike("standard error", stderr, ""),
    ];
  });
  check("without the file for AWS: a message", () => {
    const { status, stderr } = runIn(folder, process.execPath, [alone, "preflight"]);
    return [...unlike("exit code", status, 1), ...(stderr.startsWith("aws.cjs is missing") ? [] : [stderr])];
  });
}
