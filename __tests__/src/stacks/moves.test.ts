import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, Testing } from "cdktf";
import { BaseStack } from "../../../src/stacks/base-stack";
import { movedBlocks, moves, type Move } from "../../../src/stacks/moves";

const move = (from: string, to: string): Move => ({ from, to });

describe("movedBlocks", () => {
  const list = [move("t.a", "t.b"), move("t.b", "t.c"), move("t.x", "t.y")];

  test("keeps what leads to an address of the stack, over several renames too", () => {
    expect(movedBlocks(list, new Set(["t.c"]))).toEqual([move("t.a", "t.b"), move("t.b", "t.c")]);
    expect(movedBlocks(list, new Set(["t.y"]))).toEqual([move("t.x", "t.y")]);
    expect(movedBlocks(list, new Set(["t.a"]))).toEqual([]);
  });

  test("leaves out a move from an address that is still there", () => {
    expect(movedBlocks(list, new Set(["t.x", "t.y"]))).toEqual([]);
  });

  test("ends on a circle", () => {
    expect(movedBlocks([move("t.a", "t.b"), move("t.b", "t.a")], new Set(["t.c"]))).toEqual([]);
  });
});

describe("a stack", () => {
  class Stack extends BaseStack {}
  const json = (list?: readonly Move[]) => {
    const stack = new Stack(new App({ stackTraces: false }), "stack", { moves: list });
    new Vpc(stack, "Network", {});
    return JSON.parse(Testing.synth(stack)) as { moved?: unknown };
  };

  test("has a moved block for each resource of it that moved", () => {
    const list = [move("aws_vpc.old", "aws_vpc.network"), move("aws_vpc.other", "aws_vpc.elsewhere")];
    expect(json(list).moved).toEqual([{ from: "aws_vpc.old", to: "aws_vpc.network" }]);
  });

  test("has none where nothing moved", () => {
    expect(json([])).not.toHaveProperty("moved");
  });

  test("takes the list of this app where none is given", () => {
    (moves as Move[]).push(move("aws_vpc.before", "aws_vpc.network"));
    try {
      expect(json().moved).toEqual(moves.filter(({ to }) => to === "aws_vpc.network"));
    } finally {
      (moves as Move[]).pop();
    }
  });
});

test("no address is moved twice, and none gets two resources, which Terraform refuses", () => {
  const repeated = (list: readonly string[]) => list.filter((one, i) => list.indexOf(one) !== i);
  expect(repeated(moves.map(({ from }) => from))).toEqual([]);
  expect(repeated(moves.map(({ to }) => to))).toEqual([]);
  expect(moves.filter(({ from, to }) => from === to)).toEqual([]);
});
