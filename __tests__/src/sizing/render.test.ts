import { createColors } from "picocolors";
import { age, renderChecks, renderCost, renderOptions, table } from "../../../src/sizing/render";
import { monthlyCost } from "../../../src/sizing/cost";
import { committedPrices } from "../../../src/sizing/price-table";
import { synthesized } from "../../support/sizing";

const plain = createColors(false);

describe("tables", () => {
  test("put columns under each other, numbers to the right, and end without spaces", () => {
    expect(
      table(
        [
          ["a", "1", "x"],
          ["long", "100", ""],
        ],
        [1],
      ),
    ).toEqual(["a       1  x", "long  100"]);
  });
});

describe("renderChecks", () => {
  const checks = [
    { what: "one", ok: true, arithmetic: ["1 + 1 = 2"] },
    { what: "two", ok: false, arithmetic: ["2 + 2 = 5"] },
    { what: "three", ok: "unknown", arithmetic: ["no number"] },
  ] as const;

  test("show the arithmetic of what does not pass, and of all when asked", () => {
    const short = [
      "Capacity",
      "ok       one",
      "FAILS    two",
      "           2 + 2 = 5",
      "unknown  three",
      "           no number",
    ];
    expect(renderChecks(checks, plain, false)).toEqual(short);
    expect(renderChecks(checks, plain, true)).toEqual([
      ...short.slice(0, 2),
      "           1 + 1 = 2",
      ...short.slice(2),
    ]);
  });
});

describe("renderCost", () => {
  const cost = monthlyCost(synthesized());
  const render = (verbose: boolean) =>
    renderCost(cost, committedPrices, new Date("2026-11-25T12:00:00Z"), plain, verbose);

  test("says whose prices they are, and how old", () => {
    const text = render(false).join("\n");
    expect(text).toContain(
      "Prices of us-east-1, whatever the region of the deployment: from 2024-07-01 (877 days old) to 2026-08-29 (88 days old).",
    );
    expect(text).toMatch(/Total of what is known +\$2,029\.56\n/);
    expect(text).not.toContain("https://");
  });

  test("lists the source of every price when asked", () => {
    const lines = render(true);
    const used = new Set(cost.lines.map(({ source }) => source));
    expect(lines.filter((line) => /^\[\d+\] /.test(line))).toHaveLength(used.size);
    expect(lines.find((line) => line.includes("Nodes"))).toMatch(/\$1,340\.28 +\[\d+\]$/);
  });
});

describe("renderOptions", () => {
  test("shows signs, and what is not known", () => {
    const options = [
      { option: "more", monthly: 1234.5, note: "a" },
      { option: "less", monthly: -3.65, note: "b" },
      { option: "none", monthly: "unknown", note: "c" },
    ] as const;
    expect(renderOptions(options, plain).slice(1)).toEqual([
      "more  +$1,234.50  a",
      "less      -$3.65  b",
      "none     unknown  c",
    ]);
  });
});

describe("age", () => {
  test.each([
    ["2026-11-25T00:00:00Z", "0 days old"],
    ["2026-11-26T23:59:59Z", "1 day old"],
    ["2027-11-25T00:00:00Z", "365 days old"],
    ["2026-01-01T00:00:00Z", "0 days old"],
  ])("on %s, a price of 2026-11-25 is %s", (today, expected) => {
    expect(age("2026-11-25", new Date(today))).toBe(expected);
  });
});
