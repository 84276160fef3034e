import { Command } from "commander";
import { type DeploymentOption, deploymentOption, loadDeployment } from "../deployment-option";
import type { Io } from "../io";
import { readVarFiles, type VarFileOption, varFileOption } from "../var-file-option";

type Options = DeploymentOption &
  VarFileOption & {
    readonly installsPerDay?: string;
    readonly gitBuilders?: string;
    readonly prices?: string;
    readonly printPrices?: boolean;
    readonly verbose?: boolean;
    /** Commander's name for the absence of --no-options. */
    readonly options?: boolean;
    readonly strict?: boolean;
    readonly json?: boolean;
  };

/** `ppm-eks size` */
export function sizeCommand(io: Io): Command {
  return new Command("size")
    .description("size for a load, check that everything fits, and say what it costs a month")
    .option("--installs-per-day <number>", "package installs a day")
    .option("--git-builders <number>", "Git builds at once")
    .addOption(deploymentOption())
    .addOption(varFileOption())
    .option("--prices <file>", "table of prices instead of the committed one")
    .option("--print-prices", "print the committed table of prices, to start another from")
    .option("-v, --verbose", "show the arithmetic of every check, and the source of every price")
    .option("--no-options", "leave out what each other choice would cost, which takes most of the time")
    .option("--strict", "exit code 1 when a check fails")
    .option("--json", "print { name, size?, checks, cost, options? } of each deployment as JSON")
    .addHelpText(
      "after",
      [
        "",
        "Without a load, a deployment file or tfvars files it sizes for the point that Posit measured: 1,000,000 installs a",
        "day and 100 Git builds at once. With a file and no load it checks and prices what the file says. A load replaces the",
        "values of the tfvars files that it decides. Prices are those of the table's region, on demand, without tax.",
        "",
        "Examples:",
        "  ppm-eks size --installs-per-day 200000 --git-builders 10",
        "  ppm-eks size --deployment examples/trial.yaml --var-file examples/trial.*.tfvars",
        "",
        "What it computes, and how far it can be trusted: docs/sizing.md",
      ].join("\n"),
    )
    .action((options: Options) => size(io, options));
}

async function size(io: Io, options: Options): Promise<void> {
  const [{ committedPrices, parsePriceTable }, { parseLoad }, { assess }, render] = await Promise.all([
    import("../../sizing/price-table"),
    import("../../sizing/size"),
    import("../../sizing/assess"),
    import("../../sizing/render"),
  ]);
  if (options.printPrices) {
    io.print(JSON.stringify(committedPrices, null, 2));
    return;
  }
  const { installsPerDay, gitBuilders, varFile = [], verbose = false } = options;
  const prices = options.prices
    ? parsePriceTable(options.prices, io.read(options.prices, "a table of prices; --print-prices prints one"))
    : committedPrices;
  const hasLoad = installsPerDay !== undefined || gitBuilders !== undefined;
  const load = hasLoad || (!options.deployment && varFile.length === 0) ? parseLoad(options) : undefined;
  const varFiles = readVarFiles(io, options);
  const { deployments } = await loadDeployment(io, options);

  const results = deployments.map((deployment) => {
    io.progress(`sizing ${deployment.name} …`);
    return assess(deployment, { load, varFiles, prices, withOptions: options.options !== false });
  });
  io.progress("");
  if (options.json) {
    io.print(JSON.stringify(results.length === 1 ? results[0] : results, null, 2));
  } else {
    results.forEach(({ name, size, checks, cost, options: deltas }, i) => {
      const parts = [
        ...(results.length > 1 ? [[io.colours.bold(`${i > 0 ? "\n" : ""}${name}`)]] : []),
        ...(size ? [render.renderSize(size, io.colours)] : []),
        render.renderChecks(checks, io.colours, verbose),
        render.renderCost(cost, prices, io.today, io.colours, verbose),
        ...(deltas ? [render.renderOptions(deltas, io.colours)] : []),
      ];
      io.print(parts.map((lines) => lines.join("\n")).join("\n\n"));
    });
  }
  if (options.strict && results.some(({ checks }) => checks.some(({ ok }) => ok === false))) io.fail();
}
