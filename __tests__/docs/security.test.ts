import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shape } from "../../scripts/checks/shapes";
import { atRestOf, inTransitOf } from "../../src/report/encryption";
import { Model } from "../../src/report/model";

const page = readFileSync(join(__dirname, "../../docs/security.md"), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| "));
const cells = (row: string) => row.split("|").map((cell) => cell.trim());
const reference = shape("reference");

test("each stored thing is in the row of the key that encrypts it, and no other", () => {
  const stored = new Map<string, Set<string>>();
  for (const { address, key } of atRestOf(new Model(reference))) {
    stored.set(key, (stored.get(key) ?? new Set()).add(address));
  }
  for (const [key, addresses] of stored) {
    const [, , what = ""] = cells(rows.find((row) => cells(row)[1]?.replaceAll("`", "") === key) ?? "");
    expect([key, [...what.matchAll(/`(\w+\.\w+)`/g)].map(([, address]) => address).sort()]).toEqual([
      key,
      [...addresses].sort(),
    ]);
  }
});

test("says how connections are encrypted", () => {
  for (const { detail } of inTransitOf(new Model(reference))) {
    const words = detail
      .replace("the bucket's policy denies", "the buckets' policies deny")
      .replace(/^redirects.*/, "redirected");
    expect(page).toContain(words);
  }
});

test("lists the roles that are made", () => {
  const made = Object.keys(reference.stacks.infrastructure.resource?.aws_iam_role ?? {});
  const listed = rows.flatMap((row) => /^\| `aws_iam_role\.(\w+)`/.exec(row)?.[1] ?? []);
  expect(listed.sort()).toEqual(made.sort());
});
