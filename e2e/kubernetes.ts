import { parseArgs } from "node:util";
import { buildBinaries } from "./kubernetes/binaries";
import { ControlPlane, shortened } from "./kubernetes/control-plane";
import { synthesizedRelease } from "./kubernetes/release";
import { Scenarios } from "./kubernetes/scenarios";
import { Report } from "./report";
import { workFolder } from "./work-folder";

/**
 * Package Manager's pods on a control plane of its own, with the real scheduler and controllers, and nodes that kwok plays.
 * `--keep` leaves the work folder for a look.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });
  const report = new Report();
  const lane = report.lane("kubernetes");
  await lane.run(async () => {
    await lane.step("builds the control plane, unless it is there", buildBinaries);
    const plane = new ControlPlane(workFolder(values.keep));
    try {
      await lane.step("starts it", () => plane.start());
      const { nodeMonitorGraceSeconds: grace, evictionSeconds } = shortened;
      lane.note(
        `a node is missed after ${grace} s and its pods are replaced ${evictionSeconds} s later, for 50 and 300`,
      );
      const scenarios = new Scenarios(lane, plane, synthesizedRelease());
      await scenarios.install();
      await scenarios.roll();
      await scenarios.drain();
      await scenarios.lose("the loss of a node, which is all of its zone");
      await scenarios.grow(2);
      await scenarios.lose("the loss of a zone with two nodes");
    } finally {
      await plane.stop();
    }
  });
  return report.finish();
}

main().then(
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
