import { z } from "zod";
import { problemsIn } from "../config/errors";
import committed from "./prices.json";

/** What a price is charged for. */
const units = ["hour", "month", "GB-month", "GB", "LCU-hour", "vCPU-hour", "million requests"] as const;

const tableSchema = z.strictObject({
  currency: z.literal("USD"),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "expected a region such as us-east-1"),
  sources: z.record(
    z.string(),
    z.strictObject({
      /** An address, and how the numbers were read there. */
      from: z.string().min(1),
      /** The day for which it states them. */
      asOf: z.iso.date("expected a date such as 2026-08-21"),
    }),
  ),
  prices: z.record(
    z.string(),
    z.strictObject({
      /** US dollars for one unit. */
      usd: z.number().min(0),
      per: z.enum(units),
      /** Key of `sources`. */
      source: z.string(),
    }),
  ),
});

/** List prices of one region, by names such as `ec2 c6a.4xlarge`. What is not in it has no known price. */
export type PriceTable = z.infer<typeof tableSchema>;

/** A price with its source spelled out. */
export interface Price {
  readonly usd: number;
  readonly per: (typeof units)[number];
  readonly source: string;
}

/** The committed table. `ppm-eks size --prices FILE` takes another of the same shape. */
export const committedPrices: PriceTable = tableSchema.parse(committed);

export function priceOf(table: PriceTable, name: string): Price | undefined {
  const price = table.prices[name];
  const source = price && table.sources[price.source];
  return source && { usd: price.usd, per: price.per, source: `${source.from}, as of ${source.asOf}` };
}

/** Day of the oldest price, `2026-08-21`. */
export function oldest(table: PriceTable): string {
  return days(table)[0] ?? "";
}

/** Day of the newest price. */
export function newest(table: PriceTable): string {
  return days(table).at(-1) ?? "";
}

function days({ prices, sources }: PriceTable): string[] {
  return Object.values(prices)
    .map(({ source }) => sources[source]?.asOf ?? "")
    .sort();
}

/**
 * Reads a table of prices in the form of `src/sizing/prices.json`.
 *
 * @throws UserError naming each key that is wrong.
 */
export function parsePriceTable(path: string, text: string): PriceTable {
  const refuse = (problems: readonly string[]) =>
    problemsIn(
      path,
      problems.map((one) => `${one}; ${fix}`),
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse([`is no JSON: ${(error as Error).message}`]);
  }
  const { success, data, error } = tableSchema.safeParse(json);
  if (!success) {
    throw refuse(
      error.issues.map(({ path, message }) => `${path.length > 0 ? path.join(".") : "the file"}: ${message}`),
    );
  }
  const unsourced = Object.entries(data.prices).filter(([, { source }]) => !(source in data.sources));
  if (unsourced.length > 0) {
    throw refuse(
      unsourced.map(([name, { source }]) => `prices.${name}.source is ${source}, expected a key of sources`),
    );
  }
  if (Object.keys(data.prices).length === 0) throw refuse(["prices is empty, expected at least one price"]);
  return data;
}

const fix = "start from the committed table, which `ppm-eks size --print-prices` prints";
