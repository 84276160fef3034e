import { reduce } from "../../e2e/reduce";

const stack = {
  terraform: { backend: { s3: {} } },
  variable: { name: {} },
  locals: { used: "${data.aws_region.here.id}", unused: 1 },
  data: { aws_region: { here: {}, other: {} } },
  ephemeral: { aws_secret: { value: { id: "${aws_secret.store.id}" } } },
  resource: {
    aws_secret: { store: { name: "${var.name}-${local.used}" }, unused: {} },
    aws_db: { server: { password_wo: "${ephemeral.aws_secret.value.text}", depends_on: ["aws_log.group"] } },
    aws_log: { group: {} },
    aws_lb: { front: { server: "${aws_db.server.host}" } },
  },
  output: { host: { value: "${aws_db.server.host}" }, front: { value: "${aws_lb.front.id}" } },
  check: { front: { assert: [{ condition: "${aws_lb.front.id != null}" }] } },
  import: [
    { to: "aws_db.server", id: "x" },
    { to: "aws_lb.front", id: "y" },
  ],
};

test("keeps what is wanted and all that it refers to, and what is then complete", () => {
  expect(reduce(stack, ["aws_db.server"])).toEqual({
    terraform: stack.terraform,
    variable: stack.variable,
    locals: { used: stack.locals.used },
    data: { aws_region: { here: {} } },
    ephemeral: stack.ephemeral,
    resource: {
      aws_db: stack.resource.aws_db,
      aws_log: stack.resource.aws_log,
      aws_secret: { store: stack.resource.aws_secret.store },
    },
    output: { host: stack.output.host },
    import: [stack.import[0]],
  });
});

test("refuses what the stack lacks", () => {
  expect(() => reduce(stack, ["aws_db.none"])).toThrow("the stack has no aws_db.none");
});
