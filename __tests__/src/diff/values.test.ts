import { changesBetween, knownAfterApply, type Marks } from "../../../src/diff/values";

describe("changesBetween", () => {
  test("finds each argument, as deep as both have it", () => {
    expect(
      changesBetween(
        { same: 1, gone: "x", scaling: [{ max: 3, min: 1 }], tags: { "a/b": "1" }, nothing: null },
        { same: 1, scaling: [{ max: 5, min: 1 }], tags: { "a/b": "2" }, new: false },
      ),
    ).toEqual([
      { path: "gone", before: "x" },
      { path: "new", after: false },
      { path: "scaling[0].max", before: 3, after: 5 },
      { path: 'tags["a/b"]', before: "1", after: "2" },
    ]);
  });

  test("a list of plain values is one argument, of blocks each that differs", () => {
    expect(changesBetween({ zones: ["a", "b", "c"] }, { zones: ["a", "c"] })).toEqual([
      { path: "zones", before: ["a", "b", "c"], after: ["a", "c"] },
    ]);
    const rule = (port: number) => ({ port });
    expect(changesBetween({ rule: [rule(1), rule(2), rule(3)] }, { rule: [rule(1), rule(3)] })).toEqual([
      { path: "rule[1]", before: rule(2) },
    ]);
    expect(changesBetween({ rule: [rule(1), rule(3)] }, { rule: [rule(1), rule(2), rule(3)] })).toEqual([
      { path: "rule[1]", after: rule(2) },
    ]);
  });

  test("looks into JSON, and into the YAML of a release's values", () => {
    const json = (action: string) => JSON.stringify({ Statement: [{ Action: action }] });
    expect(changesBetween({ policy: json("s3:Get") }, { policy: json("s3:Put") })).toEqual([
      { path: "policy.Statement[0].Action", before: "s3:Get", after: "s3:Put" },
    ]);
    expect(changesBetween({ values: ["replicas: 2\nimage: a\n"] }, { values: ["image: a\nreplicas: 3\n"] })).toEqual([
      { path: "values[0].replicas", before: 2, after: 3 },
    ]);
    expect(changesBetween({ script: "a: 1\nb: 2\n" }, { script: "a: 1\nb: 3\n" })).toEqual([
      { path: "script", before: "a: 1\nb: 2\n", after: "a: 1\nb: 3\n" },
    ]);
  });

  test("a value that only the apply gives has Terraform's words", () => {
    const marks = { unknownAfter: { arn: true, rule: [{ id: true, port: false }], list: [false, true] } };
    expect(
      changesBetween(
        { arn: "a", rule: [{ id: "r", port: 1 }], list: ["x", "y"] },
        { rule: [{ port: 1 }], list: ["x", null] },
        marks,
      ),
    ).toEqual([
      { path: "arn", before: "a", after: knownAfterApply },
      { path: "list", before: ["x", "y"], after: ["x", knownAfterApply] },
      { path: "rule[0].id", before: "r", after: knownAfterApply },
    ]);
  });

  test.each([
    ["at the value", { password: true }],
    ["above", true],
  ])("what is marked %s is named, never told", (_, mark) => {
    const sides = [{ password: "old-secret" }, { password: "new-secret" }] as const;
    for (const marks of [{ sensitiveBefore: mark }, { sensitiveAfter: mark }]) {
      const changes = changesBetween(
        { block: sides[0] },
        { block: sides[1] },
        {
          ...(marks.sensitiveBefore && { sensitiveBefore: { block: marks.sensitiveBefore } }),
          ...(marks.sensitiveAfter && { sensitiveAfter: { block: marks.sensitiveAfter } }),
        },
      );
      expect(changes).toEqual([{ path: mark === true ? "block" : "block.password", sensitive: true }]);
    }
  });

  test("a value with something sensitive in it is not told as a whole", () => {
    const marks = { sensitiveAfter: { block: [{ password: true }] } };
    expect(changesBetween({}, { block: [{ password: "secret" }] }, marks)).toEqual([
      { path: "block", sensitive: true },
    ]);
    const inList = { sensitiveBefore: { list: [false, true] } };
    expect(changesBetween({ list: ["a", "secret"] }, { list: ["a"] }, inList)).toEqual([
      { path: "list", sensitive: true },
    ]);
  });

  test("marks of a list's members follow them to their places", () => {
    const marks: Marks = {
      sensitiveBefore: { rule: [false, { key: true }] },
      sensitiveAfter: { rule: [{ key: true }] },
    };
    const before = {
      rule: [
        { key: "a", n: 1 },
        { key: "secret", n: 2 },
      ],
    };
    expect(changesBetween(before, { rule: [{ key: "secret", n: 3 }] }, marks)).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ before: expect.stringContaining("secret") })]),
    );
    expect(JSON.stringify(changesBetween(before, { rule: [{ key: "secret", n: 3 }] }, marks))).not.toContain('secret"');
  });

  test("what is sensitive and the same is no change", () => {
    const mark = { key: true };
    expect(changesBetween({ key: "s" }, { key: "s" }, { sensitiveBefore: mark, sensitiveAfter: mark })).toEqual([]);
  });

  test("a text that the caller calls secret is not told, inside a value or as its key", () => {
    const isSecret = (text: string) => text.includes("hunter2");
    expect(changesBetween({ a: "x" }, { a: "pw=hunter2" }, {}, isSecret)).toEqual([{ path: "a", sensitive: true }]);
    expect(changesBetween({}, { a: { b: [{ c: "hunter2" }] } }, {}, isSecret)).toEqual([
      { path: "a", sensitive: true },
    ]);
  });
});
