import { gcfg, gcfgValue } from "../../modules/package-manager";
import { literal } from "../../modules/package-manager/literal";

describe("gcfgValue", () => {
  test.each([
    ["plain", "plain"],
    ["https://a.example/b?c=d&e=f", "https://a.example/b?c=d&e=f"],
    ["a;b", '"a;b"'],
    ["a#b", '"a#b"'],
    ['a"b', '"a\\"b"'],
    ["a\\b", '"a\\\\b"'],
    ["a\nServer = b", '"a\\nServer = b"'],
    ["a\tb", '"a\\tb"'],
    [" a", '" a"'],
    ["a ", '"a "'],
    ["", '""'],
    [999_999, "999999"],
    [1_000_000, "1000000"],
    [0.5, "0.5"],
    [false, "false"],
  ])("writes %j as %j", (value, text) => expect(gcfgValue(value)).toBe(text));

  test("writes lists and sections", () => {
    expect(gcfg({ CRAN: { Days: ["1", "2;3"], On: true } })).toEqual({ CRAN: { Days: ["1", '"2;3"'], On: "true" } });
  });
});

describe("literal", () => {
  test("keeps text, keys included, from Terraform, and everything else as it is", () => {
    const value = { "a${b}": ["${c}", "%{if d}", "$e {f}", 1, true, null], g: { h: "100%" } };
    expect(literal(value)).toEqual({ "a$${b}": ["$${c}", "%%{if d}", "$e {f}", 1, true, null], g: { h: "100%" } });
  });
});
