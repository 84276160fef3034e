import { judgeValues, mergeValues } from "../../../src/inspect/judge-values";
import type { Values } from "../../../src/inspect/values";
import { synthesized } from "../../support/sizing";

const reference = synthesized();
const judge = (given: Values, today = "2026-11-28") => judgeValues(reference, given, new Date(today));

describe("judgeValues", () => {
  test("says nothing of the defaults, as long as they are supported", () => {
    expect(judge({})).toEqual({ problems: [], warnings: [] });
    expect(judge({}, "2027-03-27").warnings).toEqual([expect.stringMatching(/^kubernetes_version is "1.35"/)]);
  });

  test("a rule counts whichever of its variables is given, with the default of the other", () => {
    expect(judge({ infrastructure: { database_allocated_storage_gib: 600 } }).problems).toEqual([
      "database_max_allocated_storage_gib is 500, expected a tenth or more above database_allocated_storage_gib; raise it.",
    ]);
  });

  test("what has no value is passed over: its example is none", () => {
    expect(judge({ infrastructure: { kubernetes_version: "1.34" } })).toEqual({ problems: [], warnings: [] });
  });

  test("a value that is given as null is one", () => {
    expect(judge({ infrastructure: { kube_proxy_version: null } }).warnings).toEqual([]);
  });

  test("both stacks, problems and warnings apart, each once", () => {
    const given = {
      infrastructure: { kubernetes_version: "1.33", kube_proxy_version: "v1.35.3-eksbuild.2" },
      application: { controller_image_tag: "v3.4.3" },
    };
    expect(judge(given)).toEqual({
      problems: [expect.stringMatching(/^kube_proxy_version is "v1.35.3-eksbuild.2", expected the minor version/)],
      warnings: [
        expect.stringMatching(/^kubernetes_version is "1.33", expected one under standard support/),
        expect.stringMatching(/^kube_proxy_version is /),
        expect.stringMatching(/^controller_image_tag is "v3.4.3" with controller_chart_version 3.5.0/),
      ],
    });
  });
});

test("mergeValues: a later value wins, stacks stay apart", () => {
  const [first, second] = [{ infrastructure: { a: 1, b: 1 } }, { infrastructure: { b: 2 }, application: { a: 3 } }];
  expect(mergeValues([first, second])).toEqual({ infrastructure: { a: 1, b: 2 }, application: { a: 3 } });
});
