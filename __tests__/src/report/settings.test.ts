import { shape, shapeNames } from "../../../scripts/checks/shapes";
import { Model } from "../../../src/report/model";
import { typeSettings } from "../../../src/report/setting-paths";
import { partsOf } from "../../../src/report/settings";
import { changed, set } from "../../support/report";

function settingsOf(name: string, address: string) {
  const shown = partsOf(new Model(shape(name))).flatMap((part) => part.shown);
  return shown.find((one) => one.address === address)?.settings ?? [];
}

/** Not in any shape with its example values: the project is made only where the variable `project_id` is not given. */
const unset = ["tfe_project.name"];

test("every path that is looked at is set in some shape", () => {
  const parts = shapeNames.flatMap((name) => partsOf(new Model(shape(name))));
  const seen = new Set(
    parts.flatMap(({ shown }) =>
      shown.flatMap(({ address, settings }) => {
        const type = address.replace(/\.\w+$/, "");
        return settings.map(({ label }) => `${type} ${label}`);
      }),
    ),
  );
  const missing = Object.entries(typeSettings).flatMap(([type, { paths }]) =>
    Object.entries(paths)
      .filter(([path, label]) => !path.endsWith(".*") && !seen.has(`${type} ${label}`))
      .map(([path]) => `${type}.${path}`),
  );
  expect(missing).toEqual(unset);
});

test("a setting has its value and the variable that decides it", () => {
  expect(settingsOf("reference", "aws_db_instance.database")).toEqual(
    expect.arrayContaining([
      { label: "Instance class", value: "db.t3.xlarge", variables: ["database_instance_class"] },
      { label: "Multi-AZ", value: "yes", variables: ["database_multi_az"] },
      { label: "Engine", value: "postgres", variables: [] },
    ]),
  );
});

test("chart values stand beside the release, each by its own name", () => {
  expect(settingsOf("reference", "helm_release.package_manager")).toEqual(
    expect.arrayContaining([
      { label: "Pods", value: "3", variables: ["replicas"] },
      { label: "requests.cpu", value: "6000m", variables: ["cpu_request_millicores"] },
      { label: "Git.BuildConcurrency", value: "34", variables: ["git_build_concurrency"] },
    ]),
  );
});

test("a part that is brought says so, with what names it", () => {
  const parts = partsOf(new Model(shape("brought")));
  expect(parts.find(({ part }) => part === "database")).toEqual(
    expect.objectContaining({
      mode: "existing",
      given: expect.arrayContaining([{ label: "database port", value: "5432", variables: ["database_port"] }]),
    }),
  );
  expect(partsOf(new Model(shape("reference"))).every(({ given }) => given.length === 0)).toBe(true);
});

test("values come from the JSON: a resource that is gone is gone, a changed one is changed", () => {
  const values = (change: Parameters<typeof changed>[1]) =>
    partsOf(new Model(changed("reference", change)))
      .flatMap(({ shown }) => shown)
      .filter(({ address }) => address === "aws_db_instance.database")
      .map(({ settings }) => settings.find(({ label }) => label === "Instance class")?.value);
  expect(values(set("aws_db_instance.database", { instance_class: "db.r6g.large" }))).toEqual(["db.r6g.large"]);
  expect(values(({ infrastructure }) => delete infrastructure.resource?.aws_db_instance)).toEqual([]);
});
