import { hcl } from "../terraform/tfvars";
import { partTitles } from "../inspect/parts";
import type { CapacityCheck } from "./capacity";
import type { Cost } from "./cost";
import type { OptionDelta } from "./options";
import { newest, type PriceTable } from "./price-table";
import type { Size } from "./size";
import { count, dollars } from "./text";

/** Colours of a terminal, or functions that leave a text as it is. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/** Numbers the sources of a text, so that they can be listed below it. */
class Sources {
  private readonly all: string[] = [];

  number(source: string): string {
    if (!this.all.includes(source)) this.all.push(source);
    return `[${this.all.indexOf(source) + 1}]`;
  }

  list(): string[] {
    return this.all.map((source, i) => `[${i + 1}] ${source}`);
  }
}

/** Puts columns under each other; the last is not padded, and those in `right` end at the same place. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, i) =>
        right.includes(i) ? cell.padStart(width(i)) : i === row.length - 1 ? cell : cell.padEnd(width(i)),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** The size, each step with its arithmetic, source and uncertainty, and what to set. */
export function renderSize({ load, basis, steps, values, keys }: Size, colours: Colours): string[] {
  const sources = new Sources();
  const title = `Size for ${count(load.installsPerDay)} installs a day and ${count(load.gitBuilders)} Git builds at once`;
  const results = table(steps.map(({ what, result }) => [what, result]));
  const arithmetic = steps.flatMap(({ what, arithmetic, source, uncertainty }) => [
    `${colours.bold(what)}: ${arithmetic} ${sources.number(source)}`,
    colours.dim(`  uncertain: ${uncertainty}`),
  ]);
  const variables = Object.entries(values).flatMap(([stack, set]) =>
    Object.keys(set).length === 0
      ? []
      : [
          "",
          `# terraform.tfvars of the ${stack} stack`,
          ...Object.entries(set).map(([name, value]) => `${name} = ${hcl(value as never)}`),
        ],
  );
  const wanted = Object.entries(keys).map(([key, value]) => `${key}: ${String(value)}`);
  return [
    colours.bold(title),
    basis,
    "",
    ...results,
    "",
    ...arithmetic,
    ...sources.list().map((line) => colours.dim(line)),
    ...variables,
    "",
    `Keys of the deployment file, all defaults: ${wanted.join(", ")}`,
  ];
}

/** One line a check; its arithmetic where it fails or is not known, or for all. */
export function renderChecks(checks: readonly CapacityCheck[], colours: Colours, verbose: boolean): string[] {
  const marks = new Map<CapacityCheck["ok"], string>([
    [true, colours.green("ok     ")],
    [false, colours.red("FAILS  ")],
    ["unknown", colours.yellow("unknown")],
  ]);
  return [
    colours.bold("Capacity"),
    ...checks.flatMap(({ what, ok, arithmetic }) => [
      `${marks.get(ok)}  ${what}`,
      ...(verbose || ok !== true ? arithmetic.map((line) => colours.dim(`           ${line}`)) : []),
    ]),
  ];
}

/** One line for what is charged; then the total, what is not in it, and whose prices these are. */
export function renderCost(cost: Cost, prices: PriceTable, today: Date, colours: Colours, verbose: boolean): string[] {
  const sources = new Sources();
  const rows = cost.lines.map(({ part, what, quantity, monthly, source }) => [
    partTitles[part],
    what,
    quantity,
    monthly === "unknown" ? "unknown" : dollars(monthly),
    ...(verbose ? [sources.number(source)] : []),
  ]);
  const total = ["Total of what is known", "", "", dollars(cost.total)];
  return [
    colours.bold("Cost a month, list prices on demand"),
    ...table([...rows, total], [3]),
    `Prices of ${cost.region}, whatever the region of the deployment: from ${cost.asOf} (${age(cost.asOf, today)}) to ${newest(prices)} (${age(newest(prices), today)}).`,
    "Unknown is what depends on use: nobody here knows how much you sync, download and log.",
    ...sources.list().map((line) => colours.dim(line)),
  ];
}

/** What other choices cost more or less. */
export function renderOptions(options: readonly OptionDelta[], colours: Colours): string[] {
  const rows = options.map(({ option, monthly, note }) => [
    option,
    monthly === "unknown" ? "unknown" : dollars(monthly, true),
    note,
  ]);
  return [colours.bold("Each other choice, by itself, a month"), ...table(rows, [1])];
}

/** `88 days old` */
export function age(day: string, today: Date): string {
  const days = Math.max(0, Math.floor((today.getTime() - Date.parse(day)) / 86_400_000));
  return days === 1 ? "1 day old" : `${days} days old`;
}
