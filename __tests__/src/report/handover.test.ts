import { shape } from "../../../scripts/checks/shapes";
import { judge } from "../../../src/conformance/judge";
import { withHandover } from "../../../src/report/handover";

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
