import { shape } from "../../../scripts/checks/shapes";
import { judge } from "../../../src/conformance/judge";
import { withHandover } from "../../../src/inspect/handover";
import { changed } from "../../support/report";

const differing = (name: string, change = withHandover) =>
  judge(change(shape(name)))
    .filter(({ problems }) => problems.length > 0)
    .map(({ id }) => id);

test("variables that are copied from outputs get their values, so that the stacks are judged as one", () => {
  const crossing = ["s3-bucket", "empty-database"];
  expect(differing("private", (same) => same)).toEqual(expect.arrayContaining(crossing));
  expect(differing("private").filter((id) => crossing.includes(id))).toEqual([]);
  expect(withHandover(shape("private")).inputs.application).toEqual(
    expect.objectContaining({ database_name: "package_manager", vpc_id: "${aws_vpc.network.id}" }),
  );
});

test("with a remote state nothing changes", () => {
  expect(withHandover(shape("reference"))).toBe(shape("reference"));
});

test("a variable with a value of its own keeps it", () => {
  const own = changed("private", ({ application }) =>
    Object.assign(application.variable?.vpc_id ?? {}, { default: "vpc-1" }),
  );
  const { vpc_id: id, database_name: name } = withHandover(own).inputs.application;
  expect({ id, name }).toEqual({ id: shape("private").inputs.application.vpc_id, name: "package_manager" });
});
