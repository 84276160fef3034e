import type { Synthesized } from "../inspect/synthesized";
import type { Part } from "../inspect/parts";
import { committedPrices, oldest, type PriceTable } from "./price-table";

export type { PriceTable } from "./price-table";

/** What one thing costs. */
export interface CostLine {
  readonly part: Part;
  /** Such as `Nodes, c6a.4xlarge`. */
  readonly what: string;
  /** The arithmetic, such as `3 × 730 h × $0.612`. */
  readonly quantity: string;
  /** US dollars a month; "unknown" where the table has no price, or the amount depends on use. */
  readonly monthly: number | "unknown";
  /** Where the price is from, with its date. */
  readonly source: string;
}

export interface Cost {
  readonly currency: "USD";
  /** Region whose prices these are, whatever region is deployed to. */
  readonly region: string;
  /** Day of the oldest price, `2026-08-21`. */
  readonly asOf: string;
  readonly lines: readonly CostLine[];
  /** Sum of what is known. */
  readonly total: number;
  /** What is not in the total, one line each. */
  readonly unknown: readonly string[];
}

/** Monthly cost at list prices of what a deployment makes, by part. What it uses and does not make is not counted. */
export function monthlyCost(synthesized: Synthesized, prices: PriceTable = committedPrices): Cost {
  const lines: CostLine[] = [];
  void synthesized;
  return {
    currency: "USD",
    region: prices.region,
    asOf: oldest(prices),
    lines,
    total: lines.reduce((sum, { monthly }) => sum + (monthly === "unknown" ? 0 : monthly), 0),
    unknown: [],
  };
}
