import { existsSync } from "node:fs";
import { Annotations, App } from "cdktf";
import { Construct } from "constructs";
import { PropError } from "../../../modules/core";
import { UserError } from "../../../src/config/errors";
import { BaseStack } from "../../../src/stacks/base-stack";
import { synthesize } from "../../../src/terraform/synthesize";
import { defineVariables } from "../../../src/terraform/variables";

class Stack extends BaseStack {
  constructor(app: App, id: string) {
    super(app, id);
    const size = { type: "number", description: "Size.", default: 1 } as const;
    const { size: token } = this.declare(defineVariables({ section: "S", variables: { size } }));
    this.output("size", token, "Size.");
    this.addFile("ca/region.pem", "PEM");
  }
}

const outdirs: string[] = [];

function synthesized(change: (stack: Stack) => void = () => undefined) {
  return synthesize((outdir) => {
    outdirs.push(outdir);
    const app = new App({ outdir, stackTraces: false });
    const second = new Stack(app, "second");
    second.addDependency(new Stack(app, "first"));
    change(second);
    return app;
  });
}

afterEach(() => {
  expect(outdirs.filter((outdir) => existsSync(outdir))).toEqual([]);
});

const invalid = (message: string) => ({ validate: () => [message] });

test("returns every file of the output folder and leaves no temporary one", () => {
  const { files } = synthesized();
  const ofStack = ["ca/region.pem", "cdk.tf.json", "terraform.tfvars.example"];
  expect([...files.keys()].sort()).toEqual([
    "manifest.json",
    "run-order.json",
    ...ofStack.map((path) => `stacks/first/${path}`),
    ...ofStack.map((path) => `stacks/second/${path}`),
  ]);
  expect(files.get("stacks/first/ca/region.pem")).toBe("PEM");
  expect(files.get("stacks/first/terraform.tfvars.example")).toContain("# size = 1");
  expect(JSON.parse(files.get("run-order.json") ?? "")).toMatchObject({ create: ["first", "second"] });
});

test("twice gives the same bytes, which name no version of a tool and no metadata", () => {
  const [one, two] = [synthesized(), synthesized()];
  expect([...two.files]).toEqual([...one.files]);
  const manifest = one.files.get("manifest.json") ?? "";
  expect(Object.keys(JSON.parse(manifest) as object)).toEqual(["stacks"]);
  expect([...one.files.values()].join()).not.toMatch(/0\.21|metadata"|node_modules|package-manager-on-eks-/);
});

test("keeps the comment that cdktf-cli reads as metadata", () => {
  const json = JSON.parse(synthesized().files.get("stacks/first/cdk.tf.json") ?? "") as Record<string, unknown>;
  expect(json["//"]).toEqual(expect.any(String));
});

test("hands out warnings with the path of their construct, and keeps them for cdktf-cli", () => {
  const { warnings, files } = synthesized((stack) => {
    Annotations.of(new Construct(stack, "Network")).addWarning("one NAT gateway for all zones");
    Annotations.of(stack).addInfo("not a warning");
  });
  expect(warnings).toEqual(["second/Network: one NAT gateway for all zones"]);
  expect(files.get("manifest.json")).toContain("one NAT gateway for all zones");
});

test("reports what constructs refuse as a user error, all at once", () => {
  const refuse = () =>
    synthesized((stack) => {
      const network = new Construct(stack, "Network");
      network.node.addValidation(invalid("too few zones"));
      Annotations.of(network).addError("overlapping CIDRs");
      new Construct(network, "Zone1").node.addValidation(invalid("no such zone"));
    });
  expect(refuse).toThrow(
    new UserError(
      [
        "deployment: 3 problems",
        "  second/Network: overlapping CIDRs",
        "  second/Network: too few zones",
        "  second/Network/Zone1: no such zone",
      ].join("\n"),
    ),
  );
});

test("leaves cdktf's own checks of a stack, and whatever else is thrown, as they are", () => {
  expect(() => synthesized((stack) => stack.node.addValidation(invalid("no provider")))).toThrow(
    expect.not.objectContaining({ name: "UserError" }),
  );
  expect(() =>
    synthesized((stack) => {
      throw new PropError(stack, "zones", 1, "two", "add one");
    }),
  ).toThrow(PropError);
});

test("a stack has one file a path", () => {
  expect(() => synthesized((stack) => stack.addFile("ca/region.pem", "PEM"))).not.toThrow();
  expect(() => synthesized((stack) => stack.addFile("ca/region.pem", "other"))).toThrow(
    "second has two files ca/region.pem",
  );
});

test("takes no stack trace for a token, but for errors, and leaves things as they were", () => {
  const { captureStackTrace } = Error;
  const traced = (object: { stack?: string }) => {
    Error.captureStackTrace(object);
    return object.stack?.includes("synthesize.test");
  };
  const seen: unknown[] = [];
  synthesized(() => {
    class Custom {}
    seen.push(traced(new Custom() as { stack?: string }), traced(Object.assign(new Error("a bug"), { stack: "" })));
    expect(Error.captureStackTrace).not.toBe(captureStackTrace);
  });
  expect(seen).toEqual([undefined, true]);
  expect(Error.captureStackTrace).toBe(captureStackTrace);
});
