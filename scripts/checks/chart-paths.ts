import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "../../src/inspect/terraform-json";

/** A chart that the application stack installs: which values it gets, and where its version is decided. */
export interface Chart {
  readonly name: string;
  /** Local of the application stack that holds the values. */
  readonly local: string;
  /** Variables of the application stack with the chart's repository and version. */
  readonly repository: string;
  readonly version: string;
  /** Maps that the chart takes as they are, other than those that are empty by default. */
  readonly verbatim: readonly string[];
}

export const charts: readonly Chart[] = [
  {
    name: "rstudio-pm",
    local: "package_manager_chart_values",
    repository: "chart_repository",
    version: "chart_version",
    verbatim: ["config"],
  },
  {
    name: "aws-load-balancer-controller",
    local: "load_balancer_controller_chart_values",
    repository: "controller_chart_repository",
    version: "controller_chart_version",
    verbatim: [],
  },
];

/**
 * Finds the paths of `values` that the chart does not know: it would ignore them without a word. Below a default that is
 * empty, a list or no map, everything goes, since the chart puts it into its objects as it is.
 */
export function unknownChartPaths(
  values: JsonObject,
  defaults: JsonObject,
  verbatim: readonly string[],
  above: readonly string[] = [],
): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const here = [...above, key];
    const path = here.join(".");
    if (!(key in defaults)) return [path];
    const known = defaults[key];
    if (!isObject(known) || Object.keys(known).length === 0 || verbatim.includes(path)) return [];
    return isObject(value) ? unknownChartPaths(value, known, verbatim, here) : [path];
  });
}

/**
 * Reads a chart's default values: from `folder`, else from its repository.
 *
 * @throws Error when neither has them.
 */
export function chartDefaults(chart: Chart, inputs: Readonly<Record<string, Json>>, folder: string): JsonObject {
  const version = String(inputs[chart.version]);
  const file = join(folder, `${chart.name}-${version}.values.yaml`);
  const text = existsSync(file)
    ? readFileSync(file, "utf8")
    : download(chart.name, version, String(inputs[chart.repository]));
  return parse(text) as JsonObject;
}

function download(name: string, version: string, repository: string): string {
  const get = (url: string) => execFileSync("curl", ["-fsSL", "--max-time", "60", url], { maxBuffer: 2 ** 28 });
  const index = parse(get(`${repository}/index.yaml`).toString()) as {
    entries?: Record<string, { version: string; urls: string[] }[]>;
  };
  const url = index.entries?.[name]?.find((entry) => entry.version === version)?.urls[0];
  if (!url) throw new Error(`${repository} has no chart ${name} ${version}`);
  const archive = get(new URL(url, `${repository}/`).href);
  return execFileSync("tar", ["-xzOf", "-", `${name}/values.yaml`], { input: archive }).toString();
}
