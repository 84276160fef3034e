import { anchorsOf, fencesOf, linksOf, passagesOf } from "../../scripts/docs/markdown";
import { missingLine } from "../../scripts/docs/output";

test("fences: language, label, line, and the text without the list's indent", () => {
  const text = [
    "1. a",
    "",
    "   ```sh run slow",
    "   echo",
    "     b",
    "   ```",
    "",
    "````md",
    "```sh",
    "```",
    "````",
  ].join("\n");
  expect(fencesOf(text)).toEqual([
    { language: "sh", label: "run slow", text: "echo\n  b\n", line: 3 },
    { language: "md", label: "", text: "```sh\n```\n", line: 8 },
  ]);
  expect(() => fencesOf("```sh\necho")).toThrow("the fence of line 1 is not closed");
});

test("links: inline, images, definitions and HTML, none in code", () => {
  const text = [
    "[a](b.md#c) ![d](e.svg)",
    "`[f](g)`",
    "```",
    "[h](i)",
    "```",
    "[j]: k.md",
    '<img src="l.svg">',
    "[`m`](n)",
  ].join("\n");
  expect(linksOf(text)).toEqual([
    { target: "b.md#c", line: 1 },
    { target: "e.svg", line: 1 },
    { target: "k.md", line: 6 },
    { target: "l.svg", line: 7 },
    { target: "n", line: 8 },
  ]);
});

test("anchors: as GitHub makes them, counted when they repeat", () => {
  expect([...anchorsOf("# A `b` & c: d!\n## E\n## E\n### [F](g.md) h_i\n```\n# no\n```\n")]).toEqual([
    "a-b--c-d",
    "e",
    "e-1",
    "f-h_i",
  ]);
});

test("passages: lists and tables whole, fences left out", () => {
  const text = "# A\nb\nc\n\n- d\n- e\n\n```\nf\n```\ng";
  expect(passagesOf(text).map((passage) => passage.text)).toEqual(["# A\nb\nc", "- d\n- e", "g"]);
});

test("output: lines in order, with … for anything", () => {
  const printed = "first\nfiles: 12 of 13  \nlast\n";
  expect(missingLine("first\n…\nlast", printed)).toBeUndefined();
  expect(missingLine("files: … of 13", printed)).toBeUndefined();
  expect(missingLine("last\nfirst", printed)).toBe("first");
  expect(missingLine("files: 1", printed)).toBe("files: 1");
});
