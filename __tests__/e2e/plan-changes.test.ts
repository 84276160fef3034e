import { plannedChanges, text } from "../../e2e/plan-changes";
import type { Plan, ResourceChange } from "../../e2e/terraform";

function planOf(change: Partial<ResourceChange["change"]>): Plan {
  const whole = { actions: ["update"], before: {}, after: {}, after_unknown: {}, ...change };
  return { resource_changes: [{ address: "a.b", mode: "managed", type: "a", change: whole }] };
}

const shown = (plan: Plan) => plannedChanges(plan).map(text);

describe("plannedChanges", () => {
  test("names each attribute that an update changes, known or not", () => {
    const plan = planOf({ before: { x: 1, y: 1, z: 1 }, after: { x: 2, y: 1 }, after_unknown: { z: true } });
    expect(shown(plan)).toEqual(["a.b update x", "a.b update z"]);
  });

  test("calls delete and create in either order a replacement, and leaves out what only follows from it", () => {
    const values = { before: { v: 1, id: "i", s: "" }, after: { v: 2, s: null }, after_unknown: { id: true } };
    expect(shown(planOf({ actions: ["delete", "create"], ...values }))).toEqual(["a.b replace v"]);
    expect(shown(planOf({ actions: ["create", "delete"], ...values }))).toEqual(["a.b replace v"]);
  });

  test.each(["create", "delete", "read"])("reports %s as a whole", (action) => {
    expect(shown(planOf({ actions: [action], after: { x: 1 } }))).toEqual([`a.b ${action}`]);
  });

  test("leaves out what does not change, and reports outputs", () => {
    expect(shown(planOf({ actions: ["no-op"], before: { x: 1 }, after: { x: 2 } }))).toEqual([]);
    const outputs = { kept: { actions: ["no-op"] }, changed: { actions: ["update"] } };
    expect(shown({ output_changes: outputs })).toEqual(["output.changed output"]);
  });
});
