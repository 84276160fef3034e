import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addressLedger, addressesOf } from "../../scripts/checks/addresses";
import { shape, shapeNames } from "../../scripts/checks/shapes";

describe("addresses", () => {
  test("are those of the ledger", () => {
    const committed = readFileSync(join(__dirname, "../addresses.txt"), "utf8").split("\n");
    const now = addressLedger().split("\n");
    const difference = [...marked("-", committed, now), ...marked("+", now, committed)];
    const explanation =
      "Addresses changed. Terraform destroys what has lost its address and creates it anew. Add { from, to } to " +
      "src/stacks/moves.ts for each address that was renamed (every stack that has `to` then gets the `moved` block), " +
      "run `npm run test:e2e -- --only=upgrade`, then write the ledger with `npm run addresses`.";
    expect(difference.length === 0 ? [] : [explanation, ...difference]).toEqual([]);
    expect(now).toEqual(committed);
  });

  test.each(shapeNames)("of %s are readable: snake_case, without a hash, named for what is there", (name) => {
    const names = shape(name)
      .names.flatMap((stack) => addressesOf(shape(name).stacks[stack]))
      .map((address) => address.split(".").at(-1) ?? "");
    expect(names.filter((one) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(one))).toEqual([]);
    expect(names.filter((one) => /_?[0-9A-F]{8}$/i.test(one) && /\d/.test(one))).toEqual([]);
    expect(names.filter((one) => /(^|_)resource$/.test(one))).toEqual([]);
  });
});

function marked(sign: string, lines: readonly string[], others: readonly string[]): string[] {
  const count = (list: readonly string[], line: string): number => list.filter((one) => one === line).length;
  return [...new Set(lines)]
    .filter((line) => count(lines, line) > count(others, line))
    .map((line) => `${sign} ${line}`);
}
