import { conformanceRules } from "../../../src/conformance/rules";
import { View } from "../../../src/conformance/view";
import { deploymentSchema } from "../../../src/config/schema";
import { pageRules, sourceOf } from "../../../src/explain/sources";
import { synthesizeDeployment, type Synthesized } from "../../../src/inspect/synthesized";
import type { Json } from "../../../src/inspect/terraform-json";

const reference = synthesizeDeployment(deploymentSchema.parse({}));

/** Another value than the page's, for each default that comes from it. */
const others: Readonly<Record<string, Json>> = {
  node_instance_type: "t3.xlarge",
  node_count: 2,
  database_instance_class: "db.t3.micro",
  database_allocated_storage_gib: 50,
  database_multi_az: false,
  replicas: 2,
  max_open_connections: 10,
  git_build_concurrency: 1,
  chart_repository: "https://charts.example.com",
  "network.zones": 2,
  "cluster.endpointAccess": "public",
  "cluster.nodes": "autoscaling",
  "loadBalancer.scheme": "internal",
  "loadBalancer.targets": "node",
};

function withOther(name: string, value: Json): Synthesized {
  const [part, key] = name.split(".");
  if (part && key) return synthesizeDeployment(deploymentSchema.parse({ [part]: { mode: "create", [key]: value } }));
  const { inputs } = reference;
  const given = (stack: "infrastructure" | "application") =>
    name in inputs[stack] ? { ...inputs[stack], [name]: value } : inputs[stack];
  return {
    ...reference,
    inputs: { ...inputs, infrastructure: given("infrastructure"), application: given("application") },
  };
}

function brokenRules({ stacks, inputs }: Synthesized): string[] {
  const view = new View(stacks, inputs);
  return conformanceRules
    .filter(({ otherShapes, check }) => !otherShapes && check(view, () => view).length > 0)
    .map(({ id }) => id);
}

describe("sources of defaults", () => {
  test("no rule of the page is broken by the defaults", () => {
    expect(brokenRules(reference)).toEqual([]);
  });

  test.each(Object.entries(pageRules))("%s is as the page has it: another value breaks %s", (name, rule) => {
    expect(others).toHaveProperty([name]);
    expect(brokenRules(withOther(name, others[name] ?? null))).toContain(rule);
  });

  test("quotes the page, and says nothing of other defaults", () => {
    expect(sourceOf("replicas")).toEqual({
      from: "reference page",
      quote: "This reference architecture uses three replicas for the Posit Package Manager service.",
    });
    expect(sourceOf("idle_timeout_seconds")).toBeUndefined();
  });
});
