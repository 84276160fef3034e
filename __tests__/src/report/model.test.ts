import { shape } from "../../../scripts/checks/shapes";
import { Model } from "../../../src/report/model";
import { changed, set } from "../../support/report";

const model = new Model(shape("reference"));

function only(type: string, of = model) {
  const [found, ...more] = of.all(type);
  if (!found || more.length > 0) throw new Error(`expected one ${type}`);
  return found;
}

describe("variables that decide an argument", () => {
  test.each([
    ["aws_db_instance", "instance_class", ["database_instance_class"]],
    ["aws_db_instance", "engine", []],
    // By way of an argument of the cluster.
    ["aws_eks_node_group", "version", ["kubernetes_version"]],
    // By way of a local.
    ["aws_vpc_endpoint", "service_name", ["region"]],
  ])("%s.%s: %j", (type, path, expected) => {
    expect(model.variablesOf(only(type), path)).toEqual(expected);
  });

  test("of a chart value, through the contract with the other stack", () => {
    const release = model.all("helm_release").find(({ name }) => name === "package_manager");
    expect(release && model.variablesOfChart(release, "replicas")).toEqual(["replicas"]);
    expect(release && model.variablesOfChart(release, "config.S3Storage.Region")).toEqual(["region"]);
    expect(release && model.variablesOfChart(release, "config.Storage.Default")).toEqual([]);
  });
});

test("leaves out what has count = 0", () => {
  const without = new Model(changed("reference", set("aws_flow_log.network_flow_logs", { count: 0 })));
  expect(model.all("aws_flow_log")).toHaveLength(1);
  expect(without.all("aws_flow_log")).toEqual([]);
});

test("finds the block that an argument refers to, also in the other stack", () => {
  const key = model.referred(only("aws_db_instance").body.kms_key_id, "infrastructure");
  expect(key?.address).toBe("aws_kms_key.database_key");
  expect(model.referred("${aws_kms_key.database_key.arn}", "application")?.stack).toBe("infrastructure");
  expect(model.referred("${aws_kms_key.none.arn}", "infrastructure")).toBeUndefined();
});
