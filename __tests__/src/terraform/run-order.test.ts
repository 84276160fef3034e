import { runOrder } from "../../../src/terraform/run-order";

const stack = (name: string, dependencies: string[]) => ({
  workingDirectory: `stacks/${name}`,
  synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
  dependencies,
  annotations: [],
});

// Named so that the alphabet alone would give another order.
const manifest = { stacks: { app: stack("app", ["infra"]), infra: stack("infra", []) } };
const infra = {
  terraform: { required_providers: { aws: {} } },
  variable: { region: {}, name: { default: "ppm" }, license: { default: null } },
  output: { vpc_id: {}, name: {}, unused: {} },
};
const providers = { terraform: { required_providers: { helm: {}, kubernetes: {}, aws: {}, other: {} } } };

test("orders by dependency and reads the needs off the JSON, with the state as link", () => {
  const app = {
    ...providers,
    data: { terraform_remote_state: { infrastructure: {} } },
    resource: { a: { b: { c: "${data.terraform_remote_state.infrastructure.outputs.vpc_id}-x" } } },
    provider: { p: "${merge({n = data.terraform_remote_state.infrastructure.outputs.name}, var.tags)}" },
    variable: { tags: {} },
  };
  const jsons = new Map<string, object>([
    ["app", app],
    ["infra", infra],
  ]);
  expect(runOrder(manifest, jsons)).toEqual({
    create: ["infra", "app"],
    destroy: ["app", "infra"],
    stacks: {
      infra: {
        workingDirectory: "stacks/infra",
        after: [],
        inputsFromState: [],
        inputsFromVariables: [],
        requiredVariables: ["region"],
        access: ["AWS API"],
      },
      app: {
        workingDirectory: "stacks/app",
        after: ["infra"],
        inputsFromState: ["name", "vpc_id"],
        inputsFromVariables: [],
        requiredVariables: ["tags"],
        access: ["AWS API", "Kubernetes API of the cluster", "other"],
      },
    },
  });
});

test("tells variables that are outputs of a stack before from others", () => {
  const jsons = new Map<string, object>([
    ["app", { ...providers, variable: { vpc_id: {}, domain: {}, tags: { default: {} } } }],
    ["infra", infra],
  ]);
  expect(runOrder(manifest, jsons).stacks.app).toMatchObject({
    inputsFromState: [],
    inputsFromVariables: ["vpc_id"],
    requiredVariables: ["domain"],
  });
});
