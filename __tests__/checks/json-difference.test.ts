import { differences, unusedKeys, withoutKeys } from "../../scripts/checks/json-difference";

const folder = (files: Record<string, string>) => new Map(Object.entries(files));

test("folders with the same bytes do not differ", () => {
  expect(differences(folder({ a: "1", b: "2" }), folder({ b: "2", a: "1" }))).toEqual([]);
});

test("names each file that differs, with the line, and each that one lacks", () => {
  const one = folder({ same: "x", text: "a\nb\nc", longer: "a", gone: "" });
  const other = folder({ same: "x", text: "a\nB\nc", longer: "a\nmore", new: "" });
  expect(differences(one, other)).toEqual([
    "gone is in the first only",
    'longer differs in line 2: nothing there and "more"',
    "new is in the second only",
    'text differs in line 2: "b" and "B"',
  ]);
});

describe("withoutKeys", () => {
  const removed = [{ file: "a.json", key: ["//", "version"] }];

  test("removes the key from the files named, and nothing else", () => {
    const given = folder({ "x/a.json": '{"//":{"version":1,"b":2},"version":3}', "b.json": '{"//":{"version":1}}' });
    const left = [...withoutKeys(given, removed)].map(([path, contents]) => [path, JSON.parse(contents)]);
    expect(left).toEqual([
      ["x/a.json", { "//": { b: 2 }, version: 3 }],
      ["b.json", { "//": { version: 1 } }],
    ]);
  });

  test("white space is no difference, order and values are", () => {
    const [a, spaced, swapped, other] = [
      '{"x":[],"y":1}',
      '{ "x": [\n], "y": 1 }',
      '{"y":1,"x":[]}',
      '{"x":[0],"y":1}',
    ].map((json) => withoutKeys(folder({ "a.json": json }), removed));
    expect(spaced).toEqual(a);
    expect(swapped).not.toEqual(a);
    expect(other).not.toEqual(a);
  });

  test("a file that is no JSON stays as it is", () => {
    const given = folder({ "a.pem": '{ "//": 1}' });
    expect(withoutKeys(given, [{ file: "", key: ["//"] }])).toEqual(given);
  });
});

test("a key that no file has needs no place in the list", () => {
  const [used, unused] = [
    { file: "a.json", key: ["x", "y"] },
    { file: "a.json", key: ["x", "z"] },
  ];
  expect(unusedKeys(folder({ "a.json": '{"x":{"y":1}}' }), [used, unused])).toEqual([unused]);
});
