import { effectLines, shortEffect } from "../../../src/explain/effect-words";
import type { Effect, EffectKind } from "../../../src/explain/effects";
import type { ChangeOf } from "../../../src/explain/explain";

const effect = (address: string, kind: EffectKind, more: Partial<Effect> = {}): Effect => ({
  stack: "infrastructure",
  address,
  effect: kind,
  arguments: [],
  ...more,
});

const change = (changes: readonly Effect[], more: object = {}): ChangeOf => ({
  known: true,
  from: 1,
  to: 2,
  changes,
  shownBy: "Terraform 1",
  ...more,
});

const shown = "shown by a plan from 1 to 2 (Terraform 1)";

describe("effectLines", () => {
  test("the gravest first, with arguments", () => {
    const changes = [
      effect("a.updated", "update", { arguments: ["x", "y"] }),
      effect("a.release", "restart", { arguments: ["values.z"] }),
      effect("a.replaced", "replace", { arguments: ["name"], protected: true }),
    ];
    expect(effectLines(change(changes))).toEqual([
      "a.replaced: replaced (name); refused while protection is true",
      "a.release: pods restarted by a rolling update (values.z)",
      "a.updated: in place (x, y)",
      shown,
    ]);
  });

  test("many resources in one line, by type, and those that are protected", () => {
    const many = Array.from({ length: 7 }, (_, i) => effect(`aws_subnet.s${i}`, "replace"));
    const all = [...many, effect("aws_db_instance.database", "replace", { protected: true })];
    expect(effectLines(change(all))).toEqual([
      "8 resources replaced: 7 aws_subnet, aws_db_instance (--json lists each); refused while protection is true for aws_db_instance.database",
      shown,
    ]);
  });

  test("nothing, outputs, notes, and unknown with its reason", () => {
    expect(effectLines(change([], { outputs: ["url"], note: "A note." }))).toEqual([
      "nothing",
      "outputs with another value: url",
      "A note.",
      shown,
    ]);
    expect(effectLines({ known: false, reason: "not tried" })).toEqual(["unknown: not tried"]);
  });
});

describe("shortEffect", () => {
  test.each<[string, ChangeOf]>([
    ["nothing", change([])],
    ["outputs only: url", change([], { outputs: ["url"] })],
    ["unknown", { known: false, reason: "not tried" }],
    ["in place: a", change([effect("a.b", "update")])],
    [
      "replaces 2 a · restarts the pods · in place: b",
      change([effect("b.c", "update"), effect("r.s", "restart"), effect("a.b", "replace"), effect("a.c", "replace")]),
    ],
    [
      "makes a, b, c and 2 more",
      change(["a.b", "b.b", "c.b", "d.b", "e.b"].map((address) => effect(address, "create"))),
    ],
    ["destroys a · unknown: b", change([effect("b.b", "unknown"), effect("a.b", "destroy")])],
  ])("%s", (words, of) => {
    expect(shortEffect(of)).toBe(words);
  });
});
