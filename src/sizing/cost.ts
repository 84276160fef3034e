import type { Part } from "../inspect/parts";
import { partTitles } from "../inspect/parts";
import type { Synthesized } from "../inspect/synthesized";
import { charges } from "./charges";
import { committedPrices, oldest, type PriceTable, priceOf } from "./price-table";
import { ResolvedSizes } from "./resolved-sizes";

export type { PriceTable } from "./price-table";

/** What one thing costs. */
export interface CostLine {
  readonly part: Part;
  /** Such as `Nodes, c6a.4xlarge`. */
  readonly what: string;
  /** The arithmetic, such as `3 × 730 h × $0.612`; the price of a unit where the amount depends on use. */
  readonly quantity: string;
  /** US dollars a month; "unknown" where the table has no price, or the amount depends on use. */
  readonly monthly: number | "unknown";
  /** Where the price is from, with its date. */
  readonly source: string;
  /** Unknown since it depends on use, and not for want of a price or a number. @default false */
  readonly byUse?: boolean;
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

/** Hours of a month, as AWS and its calculator count: 365 × 24 / 12. */
export const hoursPerMonth = 730;

/**
 * Monthly cost, at list prices on demand, of what a deployment makes. What it only uses is not counted.
 *
 * @param prices of one region. @default - the committed table
 */
export function monthlyCost(synthesized: Synthesized, prices: PriceTable = committedPrices): Cost {
  const lines = charges(new ResolvedSizes(synthesized)).map(
    ({ part, what, price: name, count, times = [], byUse }): CostLine => {
      const price = priceOf(prices, name);
      const none = { part, what, monthly: "unknown" as const };
      if (!price) return { ...none, quantity: `no price of ${name}`, source: "not in the table of prices" };
      const { usd, per, source } = price;
      if (byUse) return { ...none, quantity: `$${usd} a ${per}`, source, byUse };
      if (count === undefined)
        return { ...none, quantity: `$${usd} a ${per}; the number is known at plan only`, source };
      const factors = [count, ...times, ...(per === "hour" ? [hoursPerMonth] : [])];
      const shown = [
        ...[count, ...times].map(String),
        ...(per === "hour" ? [`${hoursPerMonth} h`] : per === "GB-month" ? ["GiB"] : []),
      ];
      const monthly = cents(factors.reduce((product, factor) => product * factor, usd));
      return { part, what, quantity: `${shown.join(" × ").replace(" × GiB", " GiB")} × $${usd}`, monthly, source };
    },
  );
  return {
    currency: "USD",
    region: prices.region,
    asOf: oldest(prices),
    lines,
    total: cents(lines.reduce((sum, { monthly }) => sum + (monthly === "unknown" ? 0 : monthly), 0)),
    unknown: lines
      .filter(({ monthly }) => monthly === "unknown")
      .map(({ part, what, quantity }) => `${partTitles[part]}: ${what}, ${quantity}`),
  };
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
