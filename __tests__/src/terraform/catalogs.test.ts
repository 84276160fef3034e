import { mergeCatalogs } from "../../../src/terraform/catalogs";
import type { VariableCatalog } from "../../../src/terraform/variables";

const catalog = (section: string, when: string | undefined, defaults: Record<string, string>): VariableCatalog => ({
  section,
  ...(when && { when }),
  variables: Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, { type: "string", description: key, default: value }]),
  ),
});

test("puts a section together, unconditional variables first, and takes the first of two descriptions", () => {
  const merged = mergeCatalogs([
    catalog("A", "x: true", { c: "1" }),
    catalog("B", undefined, { d: "1" }),
    catalog("A", undefined, { a: "1", b: "1" }),
    catalog("A", undefined, { z: "2", a: "2" }),
  ]);
  expect(merged).toEqual([
    catalog("A", undefined, { a: "1", b: "1", z: "2" }),
    catalog("A", "x: true", { c: "1" }),
    catalog("B", undefined, { d: "1" }),
  ]);
  expect(Object.keys(merged[0]?.variables ?? {})).toEqual(["a", "b", "z"]);
});
