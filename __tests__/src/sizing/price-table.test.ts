import { instanceTypes } from "../../../src/sizing/instance-types";
import { committedPrices, newest, oldest, parsePriceTable } from "../../../src/sizing/price-table";

const good = {
  currency: "USD",
  region: "us-east-1",
  sources: { a: { from: "https://example.com/a", asOf: "2026-08-21" } },
  prices: { alb: { usd: 0.0225, per: "hour", source: "a" } },
};

const parse = (table: unknown) =>
  parsePriceTable("prices.json", typeof table === "string" ? table : JSON.stringify(table));

describe("price table", () => {
  test("the committed one passes its own reader", () => {
    expect(parse(committedPrices)).toEqual(committedPrices);
  });

  test("every source is used, dated, and has an address or names AWS's price list", () => {
    const used = new Set(Object.values(committedPrices.prices).map(({ source }) => source));
    expect(Object.keys(committedPrices.sources).filter((source) => !used.has(source))).toEqual([]);
    for (const { from } of Object.values(committedPrices.sources)) expect(from).toMatch(/https:\/\/|AWS Price List/);
  });

  test("prices every instance type of the committed table", () => {
    expect(Object.keys(instanceTypes).filter((type) => !(`ec2 ${type}` in committedPrices.prices))).toEqual([]);
  });

  test("knows its oldest and its newest day", () => {
    const days = Object.values(committedPrices.sources).map(({ asOf }) => asOf);
    expect(days).toEqual(expect.arrayContaining([oldest(committedPrices), newest(committedPrices)]));
    expect(days.every((day) => day >= oldest(committedPrices) && day <= newest(committedPrices))).toBe(true);
  });

  const fix = "start from the committed table, which `ppm-eks size --print-prices` prints";
  test.each<[string, unknown, string]>([
    ["no JSON", "{", "is no JSON: "],
    ["another currency", { ...good, currency: "EUR" }, 'currency: Invalid input: expected "USD"'],
    ["a region that is none", { ...good, region: "Frankfurt" }, "region: expected a region such as us-east-1"],
    [
      "a negative price",
      { ...good, prices: { alb: { usd: -1, per: "hour", source: "a" } } },
      "prices.alb.usd: Too small",
    ],
    [
      "a unit that nothing is charged by",
      { ...good, prices: { alb: { usd: 1, per: "year", source: "a" } } },
      "prices.alb.per: ",
    ],
    [
      "a source without a day",
      { ...good, sources: { a: { from: "x", asOf: "August" } } },
      "sources.a.asOf: expected a date such as 2026-08-21",
    ],
    [
      "a price without source",
      { ...good, prices: { alb: { usd: 1, per: "hour", source: "b" } } },
      "prices.alb.source is b, expected a key of sources",
    ],
    ["a key that is none", { ...good, price: {} }, 'the file: Unrecognized key: "price"'],
    ["no price", { ...good, prices: {} }, "prices is empty, expected at least one price"],
  ])("refuses %s, and says what to do", (_name, table, problem) => {
    const message = (() => {
      try {
        return JSON.stringify(parse(table));
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toContain(`prices.json: 1 problem\n  ${problem}`);
    expect(message.endsWith(`; ${fix}`)).toBe(true);
  });
});
