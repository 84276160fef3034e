import { Report } from "../../e2e/report";

describe("Report", () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
    jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line.replace(/\d+\.\d s/, "N s")));
  });
  afterEach(() => jest.restoreAllMocks());

  test("counts checks and steps, and ends the lane after a step that failed", async () => {
    const report = new Report();
    const lane = report.lane("l");
    let after = false;
    await lane.run(async () => {
      await lane.check("good", () => undefined);
      await lane.check("bad", () => Promise.reject(new Error("why")));
      expect(await lane.step("value", () => Promise.resolve(7))).toBe(7);
      await lane.step("needed", () => Promise.reject(new Error("gone")));
      after = true;
    });
    expect(after).toBe(false);
    expect(report.finish()).toBe(false);
    expect(lines).toEqual([
      "✓ l: good (N s)",
      "✗ l: bad (N s)\n    why",
      "✓ l: value (N s)",
      "✗ l: needed (N s)\n    gone",
      "2 passed, 2 failed",
    ]);
  });

  test("counts a lane that breaks, and a run without a check is no success", async () => {
    const report = new Report();
    expect(report.finish()).toBe(false);
    await report.lane("l").run(() => Promise.reject(new Error("broken")));
    expect(report.finish()).toBe(false);
    expect(lines).toEqual(["0 passed, 0 failed", expect.stringContaining("✗ l: ran to its end"), "0 passed, 1 failed"]);
  });
});
