import { nounOf } from "../../../src/diff/nouns";
import { both, describe as inWords, leftOut, sentence, show } from "../../../src/diff/words";

describe("nounOf", () => {
  test.each([
    ["aws_db_instance.database", "the database"],
    ["data.aws_db_instance.database", "the database (DB instance)"],
    ["aws_eip.network_zone_1_nat_address", "the network zone 1 NAT address (EIP)"],
    ["aws_iam_role.package_manager_role", "the package manager role (IAM role)"],
    ["aws_db_subnet_group.database_subnet_group", "the database subnet group"],
    ["kubernetes_namespace_v1.package_manager_namespace", "the package manager namespace"],
    ["terraform_data.license_written", "the license written (note in the state)"],
    ['module.ppm.aws_subnet.shared["a.b"]', 'the shared (subnet)["a.b"]'],
    ["helm_release.package_manager[0]", "the release of Package Manager[0]"],
  ])("%s is %s", (address, noun) => {
    const [, type = "", name = ""] = /(\w+)\.(\w+)(?:\[.*\])?$/.exec(address) ?? [];
    expect(nounOf({ type, name, address })).toBe(noun);
  });
});

describe("sentence", () => {
  const change = (path: string, before?: string | number | boolean, after?: string | number | boolean) => ({
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });

  test("has words of its own for the arguments that people know", () => {
    expect(
      sentence("the database", "aws_db_instance", [
        change("instance_class", "db.t3.xlarge", "db.m6g.large"),
        change("multi_az", true, false),
        change("lifecycle.prevent_destroy", true),
      ]),
    ).toBe(
      "the database gets another instance class: db.t3.xlarge -> db.m6g.large and loses its standby in another zone and " +
        "may be destroyed by Terraform",
    );
    expect(sentence("the release", "helm_release", [change("values[0].image.tag", "a", "b")])).toBe(
      "the release gets another image tag: a -> b",
    );
  });

  test("names any other argument in words, with both values", () => {
    expect(
      sentence("the node group", "aws_eks_node_group", [
        change("scaling_config[0].max_size", 3, 5),
        change('labels["team/a"]', undefined, "x"),
        change("ami_type", "AL2"),
      ]),
    ).toBe(
      'the node group changes: scaling config, max size 3 -> 5; labels ["team/a"] is set to x; ami type is no longer set (was AL2)',
    );
  });

  test("a sensitive argument is named only", () => {
    const password = { path: "password_wo_version", sensitive: true };
    expect(sentence("the database", "aws_db_instance", [password])).toBe(
      "the database gets another password (revision) (sensitive)",
    );
    expect(sentence("it", "aws_lb", [{ path: "token", sensitive: true }])).toBe("it changes: token (sensitive)");
  });

  test("counts arguments beyond three, which are then listed below", () => {
    const changes = ["a", "b[0].c", "b[1].c", "d"].map((path) => change(path, 1, 2));
    expect(sentence("it", "aws_lb", changes)).toBe("it changes: 4 arguments, such as a and b c");
    expect(leftOut(changes)).toEqual(changes);
    expect(leftOut(changes.slice(1))).toEqual([]);
  });

  test("of a text for people or a rule, says no more than that it is another", () => {
    const quiet = ["description", "validation[0].condition", "validation[0].error_message"];
    expect(
      sentence(
        "it",
        "variable",
        quiet.map((path) => change(path, "a", "b")),
      ),
    ).toBe("it has another description and other rules for its value");
    expect(leftOut([...quiet, ...quiet].map((path) => change(path, "a", "b")))).toEqual([]);
  });

  test("a plan can update what it shows no argument of", () => {
    expect(sentence("it", "aws_lb", [])).toBe("it changes in nothing that is told");
  });
});

describe("values", () => {
  test.each([
    ["db.t3.xlarge", "db.t3.xlarge"],
    ["two words", '"two words"'],
    ["${aws_kms_key.key.arn}", "aws_kms_key.key.arn"],
    ["a\nb", '"a\\nb"'],
    [null, "nothing"],
    [{ a: 1 }, '{"a":1}'],
  ])("%j is shown as %s", (value, text) => expect(show(value)).toBe(text));

  test("a long one is cut", () => {
    expect(show("x".repeat(100))).toHaveLength(72);
    expect(show("x".repeat(100))).toMatch(/^x+…$/);
  });

  test("two long ones are shown around what differs", () => {
    const text = (middle: string) => `${"a".repeat(60)}${middle}${"b".repeat(60)}`;
    expect(both(text("1"), text("23"))).toBe(
      `…${"a".repeat(16)}1${"b".repeat(16)}… -> …${"a".repeat(16)}23${"b".repeat(16)}…`,
    );
  });

  test("of lists, what comes and goes", () => {
    expect(both(["a", "b"], ["b", "c", "d"])).toBe("with c and d, without a");
    expect(both(["a", "b"], ["b", "a"])).toBe('["a","b"] -> ["b","a"]');
    expect(both(["a"], ["b"])).toBe("a -> b");
    expect(inWords({ path: "subnets", before: ["a", "b"], after: ["a"] })).toBe("subnets without b");
  });
});
