import { Command, InvalidArgumentError, Option } from "commander";
import { UserError } from "../../config/errors";
import type { Answers } from "../../init/answers";
import type { Io } from "../io";

interface Options extends Partial<Answers> {
  readonly output: string;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `ppm-eks init` */
export function initCommand(io: Io): Command {
  return new Command("init")
    .description("ask a few questions, and write a deployment file and the variables of each stack to fill in")
    .option("--name <name>", "name of the deployment (default: ppm)")
    .option("--region <region>", "AWS region")
    .option("--domain <name>", "domain name of Package Manager, such as packages.example.com")
    .addOption(
      new Option("--state <backend>", "where Terraform keeps its state (default: local)").choices([
        "local",
        "s3",
        "cloud",
      ]),
    )
    .option("--state-bucket <bucket>", "S3 bucket of the state, with --state s3")
    .option("--state-region <region>", "region of that bucket (default: --region)")
    .option("--organization <name>", "organization in HCP Terraform, with --state cloud")
    .addOption(
      new Option(
        "--existing <parts>",
        "what exists already: vpc, cluster, vpc,cluster or none (default: none)",
      ).argParser(existingParts),
    )
    .option("--public-endpoint", "let addresses that you list reach the Kubernetes API from the internet")
    .option("-y, --yes", "ask nothing: defaults for all that is not given")
    .option("-o, --output <folder>", "folder to write to", ".")
    .option("-f, --force", "overwrite files that are there")
    .option("--json", "print what was written, and what is to be filled in, as JSON; asks nothing")
    .addHelpText(
      "after",
      "\nOn a terminal it asks for what no option gives; elsewhere --domain and --region are needed. Files that are there are overwritten only with --force, or when you say so.\n\nExample:\n  ppm-eks init --yes --domain packages.example.com --region eu-central-1",
    )
    .action((options: Options) => init(io, options));
}

function existingParts(text: string): Answers["existing"] {
  const parts = text === "none" ? [] : text.split(",").map((part) => part.trim());
  const wrong = parts.find((part) => part !== "vpc" && part !== "cluster");
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is none of vpc and cluster.`);
  return parts as Answers["existing"];
}

async function init(io: Io, { output, yes, force, json, ...given }: Options): Promise<void> {
  const [{ completeAnswers }, { initFiles }] = await Promise.all([
    import("../../init/answers"),
    import("../../init/init"),
  ]);
  const asks = io.isInteractive && !yes && !json;
  const { askAnswers, askOverwrite } = asks ? await import("../../init/ask") : {};
  const answers = completeAnswers(askAnswers ? await askAnswers(given, io.terminal) : given);
  const { files, open } = initFiles(answers);
  const at = (path: string) => (output === "." ? path : `${output}/${path}`);
  const written = [...files].map(([path, contents]) => ({ path: at(path), contents }));
  const fillIn = [...open].map(([path, variables]) => [at(path), variables] as const);
  const there = written.filter(
    ({ path, contents }) => io.exists(path) && io.read(path, "a readable file") !== contents,
  );
  const paths = there.map(({ path }) => path);
  if (paths.length > 0 && !force && !(askOverwrite && (await askOverwrite(paths, io.terminal)))) {
    const are =
      paths.length === 1
        ? `${paths.join()} exists, expected no such file`
        : `${paths.join(", ")} exist, expected no such files`;
    throw new UserError(`${are}; nothing is written: choose another folder with --output, or overwrite with --force`);
  }
  for (const { path, contents } of written) io.write(path, contents);
  if (json) {
    io.print(JSON.stringify({ files: written.map(({ path }) => path), fillIn: Object.fromEntries(fillIn) }, null, 2));
    return;
  }
  for (const { path } of written) io.print(`${io.colours.green("wrote")} ${path}`);
  for (const [path, variables] of fillIn) io.print(`fill in ${path}: ${variables.join(", ")}`);
  io.print("then: ppm-eks check, ppm-eks synth");
}
