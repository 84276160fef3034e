import { TerraformData } from "../../modules/core";
import { packageManager, evaluated } from "../support/package-manager";
import { synthResources } from "../support/synth";

const broken = (imageTag: string, updateStrategy: string, runningVersion?: string) =>
  evaluated({ imageTag, updateStrategy }, runningVersion).broken;

describe("the version of Package Manager", () => {
  test("is noted while pods are replaced one by one, and the note stays", () => {
    expect(synthResources((stack) => packageManager(stack))(TerraformData)).toEqual([
      {
        count: '${"rolling" == "rolling" ? 1 : 0}',
        input: { version: "${local.package_manager_version}" },
        lifecycle: { ignore_changes: ["input"] },
      },
    ]);
  });

  test.each([
    ["2026.08.0-ubuntu-24.04", "2026.08.0"],
    // The same version on another system.
    ["2026.08.0-ubuntu-22.04", "2026.08.0"],
    ["2025.12.0-14-jammy", "2025.12.0-14"],
    ["ours", "ours"],
  ])("%s rolls where %s runs", (imageTag, running) => {
    expect(broken(imageTag, "rolling", running)).toEqual([]);
  });

  test.each([
    ["2026.09.0-ubuntu-24.04", "2026.08.0", "2026.09.0"],
    ["2026.08.1-ubuntu-24.04", "2026.08.0", "2026.08.1"],
    ["2025.12.0-15-jammy", "2025.12.0-14", "2025.12.0-15"],
    ["theirs", "ours", "theirs"],
    // Back is another version, too.
    ["2026.08.0-ubuntu-24.04", "2026.09.0", "2026.08.0"],
  ])("%s does not roll where %s runs", (imageTag, running, version) => {
    expect(broken(imageTag, "rolling", running)).toEqual([
      `image_tag changes Package Manager from ${running} to ${version}, expected update_strategy recreate with it, since two versions may not run at once; take a snapshot of the database, then set it, and to rolling again afterwards: docs/runbooks/upgrade.md#package-manager.`,
    ]);
  });

  test("any version starts where all pods are stopped first, and where none ran", () => {
    expect(broken("2026.09.0-ubuntu-24.04", "recreate")).toEqual([]);
    expect(broken("2026.09.0-ubuntu-24.04", "rolling")).toEqual([]);
  });
});
