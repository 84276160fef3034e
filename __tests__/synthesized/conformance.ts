import { checkConformance } from "../../scripts/checks/conformance";
import { compareWithPage } from "../../src/conformance/page";
import { conformanceRules } from "../../src/conformance/rules";
import { shape } from "../../scripts/checks/shapes";

describe("conformance", () => {
  test.each(checkConformance(shape))("$rule.id", ({ problems }) => {
    expect(problems).toEqual([]);
  });

  test("every rule has an id of its own", () => {
    const ids = conformanceRules.map(({ id }) => id);
    expect([...new Set(ids)]).toEqual(ids);
  });
});

describe("compareWithPage", () => {
  const page = "Nodes#\nUse three\nnodes. Nodes# are good.\n";

  test("is content when quotes cover the page, whatever its line breaks", () => {
    expect(compareWithPage(page, ["Nodes#", "Use three nodes.", "Nodes# are good."])).toEqual({
      unknown: [],
      uncovered: [],
    });
  });

  test("names quotes that are not in the page, and passages without a quote", () => {
    expect(compareWithPage(page, ["Use four nodes.", "Nodes#"])).toEqual({
      unknown: ["Use four nodes."],
      uncovered: ["Use three nodes. Nodes# are good."],
    });
  });
});
