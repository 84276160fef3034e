import { App, TerraformOutput, Testing } from "cdktf";
import { deploymentSchema } from "../../../src/config/schema";
import { BaseStack } from "../../../src/stacks/base-stack";
import {
  addBackend,
  readInfrastructureState,
  type StackRole,
  type StateLocation,
} from "../../../src/terraform/backend";

class Stack extends BaseStack {}

interface Json {
  readonly terraform: Record<string, unknown>;
  readonly data?: unknown;
  readonly output?: Record<string, { readonly value: string }>;
}

const location = (state: object): StateLocation => ({
  state: deploymentSchema.parse({ state }).state,
  localFolder: "../../..",
});

function synth(define: (stack: Stack) => void): Json {
  const stack = new Stack(new App({ stackTraces: false }), "ppm-application");
  define(stack);
  return JSON.parse(Testing.synth(stack)) as Json;
}

/** What says where the state of a stack named `ppm-application` is. */
function backendOf(state: object, role: StackRole = "application") {
  const { terraform } = synth((stack) => addBackend(stack, role, location(state)));
  expect(terraform.required_version).toBeDefined();
  return Object.fromEntries(Object.entries(terraform).filter(([key]) => key !== "required_version"));
}

/** The data source that reads the infrastructure's state. */
function readerOf(state: object) {
  const json = synth((stack) => {
    const read = readInfrastructureState(stack, "Infrastructure", location(state), "ppm-infrastructure");
    new TerraformOutput(stack, "vpc", { value: read.getString("vpc_id") });
  });
  expect(json.output).toEqual({ vpc: { value: "${data.terraform_remote_state.infrastructure.outputs.vpc_id}" } });
  return json.data;
}

const reader = (body: object) => ({ terraform_remote_state: { infrastructure: body } });
const workspace = "${terraform.workspace}";

describe("local", () => {
  const state = { backend: "local" };

  test("is a file by a relative path, so that the JSON fits every machine", () => {
    expect(backendOf(state)).toEqual({ backend: { local: { path: "../../../terraform.ppm-application.tfstate" } } });
  });

  test("is read from the file of the other stack", () => {
    const config = { path: "../../../terraform.ppm-infrastructure.tfstate" };
    expect(readerOf(state)).toEqual(reader({ backend: "local", config, workspace }));
  });
});

describe("s3", () => {
  const state = { backend: "s3", bucket: "states", region: "eu-central-1" };
  const all = {
    ...state,
    keyPrefix: "packages/",
    kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/k",
    roleArn: "arn:aws:iam::111122223333:role/terraform",
  };
  const config = { bucket: "states", region: "eu-central-1" };
  const access = { assume_role: { role_arn: all.roleArn }, kms_key_id: all.kmsKeyId };

  test("is encrypted and locked by a file", () => {
    const s3 = { ...config, key: "ppm-application.tfstate", encrypt: true, use_lockfile: true };
    expect(backendOf(state)).toEqual({ backend: { s3 } });
  });

  test("takes prefix, key and role", () => {
    const s3 = { ...config, ...access, key: "packages/ppm-application.tfstate", encrypt: true, use_lockfile: true };
    expect(backendOf(all)).toEqual({ backend: { s3 } });
  });

  test("is read with the same access", () => {
    expect(readerOf(state)).toEqual(
      reader({ backend: "s3", config: { ...config, key: "ppm-infrastructure.tfstate" }, workspace }),
    );
    expect(readerOf(all)).toEqual(
      reader({
        backend: "s3",
        config: { ...config, ...access, key: "packages/ppm-infrastructure.tfstate" },
        workspace,
      }),
    );
  });
});

describe("cloud", () => {
  const state = { backend: "cloud", organization: "example" };
  const host = { hostname: "app.terraform.io", organization: "example" };

  test("is the workspace named like the stack, in HCP Terraform", () => {
    expect(backendOf(state)).toEqual({ cloud: { ...host, workspaces: { name: "ppm-application" } } });
  });

  test.each<StackRole>(["infrastructure", "application", "workspaces"])(
    "takes host, project and name for %s",
    (role) => {
      const workspaces = { infrastructure: "vpc", application: "pods", workspaces: "meta" };
      const given = { ...state, hostname: "localhost:8443", project: "Packages", workspaces };
      expect(backendOf(given, role)).toEqual({
        cloud: {
          hostname: "localhost:8443",
          organization: "example",
          workspaces: { name: workspaces[role], project: "Packages" },
        },
      });
    },
  );

  test("is read through the remote type, whose workspace is the one named", () => {
    const read = (name: string) => reader({ backend: "remote", config: { ...host, workspaces: { name } } });
    expect(readerOf(state)).toEqual(read("ppm-infrastructure"));
    const named = { ...state, project: "Packages", workspaces: { infrastructure: "vpc", application: "pods" } };
    expect(readerOf(named)).toEqual(read("vpc"));
  });
});

describe("other", () => {
  const infrastructure = { bucket: "states", prefix: "infrastructure", nested: { list: [1, true], camelCase: null } };
  const application = { bucket: "states", prefix: "application" };
  const state = { backend: "other", type: "gcs", infrastructure, application };

  test("is passed on verbatim", () => {
    expect(backendOf(state)).toEqual({ backend: { gcs: application } });
    expect(backendOf(state, "infrastructure")).toEqual({ backend: { gcs: infrastructure } });
  });

  test("is read by the same arguments", () => {
    expect(readerOf(state)).toEqual(reader({ backend: "gcs", config: infrastructure, workspace }));
  });

  test("has none for a stack without a configuration", () => {
    const single = { backend: "other", type: "gcs", application };
    const whole = { ...location(state), state: { ...single, backend: "other" as const } };
    const failing = () => synth((stack) => addBackend(stack, "infrastructure", whole));
    expect(failing).toThrow("the state has no configuration for the infrastructure stack");
    expect(() => backendOf(state, "workspaces")).toThrow("the state has no configuration for the workspaces stack");
  });
});
