import { shapeNames } from "../../../scripts/checks/shapes";
import { pictureOf, pictureWith } from "../../support/picture";

const label = '"[^"]+"';
const id = "[a-zA-Z][a-zA-Z0-9]*";
/** The part of Mermaid's flowcharts that is written here. */
const grammar = {
  subgraph: new RegExp(`^subgraph (${id})\\[${label}\\]$`),
  end: /^end$/,
  direction: /^direction TB$/,
  node: new RegExp(`^(${id})\\[${label}\\]$`),
  link: new RegExp(`^(${id}) -->\\|${label}\\| (${id})$`),
  hidden: new RegExp(`^${id}(?: ~~~ ${id})+$`),
  classDef: /^classDef yours stroke-dasharray: 5 4$/,
  class: new RegExp(`^class (${id}(?:,${id})*) yours$`),
};

describe.each(shapeNames)("the flowchart of %s", (name) => {
  const lines = () => pictureOf(name).mermaid.split("\n");

  test("holds nothing that Mermaid does not take", () => {
    const [first, ...rest] = lines();
    expect(first).toBe("flowchart TB");
    expect(rest.pop()).toBe("");
    const unknown = rest.filter((line) => !Object.values(grammar).some((rule) => rule.test(line.trim())));
    expect(unknown).toEqual([]);
    const depths = rest.map((line) =>
      grammar.subgraph.test(line.trim()) ? 1 : grammar.end.test(line.trim()) ? -1 : 0,
    );
    expect(depths.reduce<number>((sum, step) => sum + step, 0)).toBe(0);
  });

  test("declares each place once, before links, and links only those", () => {
    const all = lines().map((line) => line.trim());
    const declared = all.flatMap((line) => grammar.node.exec(line)?.[1] ?? grammar.subgraph.exec(line)?.[1] ?? []);
    expect(new Set(declared).size).toBe(declared.length);
    const used = all.flatMap((line) => [
      ...(grammar.link.exec(line)?.slice(1) ?? []),
      ...(grammar.class.exec(line)?.[1]?.split(",") ?? []),
      ...(grammar.hidden.test(line) ? line.split(" ~~~ ") : []),
    ]);
    expect(used.length).toBeGreaterThan(6);
    expect(used.filter((one) => !declared.includes(one))).toEqual([]);
  });
});

test("characters that mean something to Mermaid are written as their codes", () => {
  const { mermaid, svg } = pictureWith("reference", { region: 'a"b#1<c>&' });
  expect(mermaid).toContain('subgraph region["AWS region a#quot;b#35;1#lt;c#gt;&"]');
  expect(svg).toContain(">AWS region a&quot;b#1&lt;c&gt;&amp;</text>");
});
