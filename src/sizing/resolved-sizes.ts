import { chartValues } from "../inspect/chart-values";
import { resolveStacks } from "../inspect/resolved";
import type { Synthesized } from "../inspect/synthesized";
import { type Block, blocksOf, isObject, type Json, type JsonObject } from "../inspect/terraform-json";
import { instanceTypes } from "./instance-types";

type Input = Pick<Synthesized, "stacks" | "inputs">;

/**
 * The stacks with every number that is known before an apply: variables, and CPU and memory of the instance types that
 * the committed table has, in place of what EC2 tells Terraform.
 */
export class ResolvedSizes {
  private readonly infrastructure: readonly Block[];
  private readonly application: readonly Block[];
  private readonly locals: JsonObject;
  private readonly outputs: Readonly<Record<string, JsonObject>>;

  constructor(input: Input) {
    const known = knownTypes(input);
    const resolved = resolveStacks(input.stacks, handedOver(input, known), known);
    this.infrastructure = blocksOf(resolved.infrastructure);
    this.application = blocksOf(resolved.application);
    this.locals = resolved.application.locals ?? {};
    this.outputs = resolved.infrastructure.output ?? {};
  }

  /** Resources of one type in the infrastructure stack. */
  all(type: string): Block[] {
    return this.infrastructure.filter((block) => block.kind === "resource" && block.type === type);
  }

  /** Body of the first resource of a type. */
  first(type: string): JsonObject | undefined {
    return this.all(type)[0]?.body;
  }

  /** A local of Package Manager's construct, such as `pods_per_node`; undefined where it has no value yet. */
  local(name: string): number | undefined {
    return number(this.locals[`package_manager_${name}`]);
  }

  /** An output of the infrastructure stack. */
  output(name: string): number | undefined {
    return number(this.outputs[name]?.value);
  }

  /** Values of a chart that the application stack installs; empty when it does not, or they are not known yet. */
  chartValues(chart: string): JsonObject {
    const release = this.application.find(({ type, body }) => type === "helm_release" && body.chart === chart);
    return chartValues(release?.body) ?? {};
  }
}

/** The design's number of connections that a pod may have, without resolving the rest; undefined as in a local. */
export function connectionsPerPod({ stacks, inputs }: Input): number | undefined {
  const { infrastructure, application } = stacks;
  const { database_max_connections: accepted } = infrastructure.output ?? {};
  const { package_manager_max_connections_per_pod: perPod } = application.locals ?? {};
  const asked = infrastructure.data?.aws_ec2_instance_type;
  const needed = {
    infrastructure: {
      ...(accepted && { output: { database_max_connections: accepted } }),
      data: asked && { aws_ec2_instance_type: asked },
    },
    application: { locals: { package_manager_max_connections_per_pod: perPod ?? null }, data: application.data },
    workspaces: {},
  };
  return new ResolvedSizes({ stacks: needed, inputs }).local("max_connections_per_pod");
}

/** The number at a path such as `resources.requests.cpu`, without its unit: `6000m` is 6000, `30Gi` is 30. */
export function numberAt(value: Json | undefined, path: string): number | undefined {
  const found = path.split(".").reduce<Json | undefined>((here, key) => {
    const one = Array.isArray(here) ? here[0] : here;
    return isObject(one) ? one[key] : undefined;
  }, value);
  return number(typeof found === "string" ? found.replace(/(m|[KMGT]i?)$/, "") : found);
}

function number(value: Json | undefined): number | undefined {
  if (value === undefined || value === null || value === "" || typeof value === "boolean") return undefined;
  const found = Number(value);
  return Number.isFinite(found) ? found : undefined;
}

/** Where the application stack takes outputs of the other one as variables, their values are those outputs. */
function handedOver({ stacks, inputs }: Input, known: Record<string, Json>): Synthesized["inputs"] {
  const outputs = Object.keys(stacks.infrastructure.output ?? {}).filter((name) => name in inputs.application);
  if (outputs.length === 0 || stacks.application.data?.terraform_remote_state) return inputs;
  const { output } = resolveStacks({ ...stacks, application: {}, workspaces: {} }, inputs, known).infrastructure;
  const values = outputs.map((name): [string, Json] => [name, output?.[name]?.value ?? null]);
  return { ...inputs, application: { ...inputs.application, ...Object.fromEntries(values) } };
}

/** The attributes of each EC2 instance type that a stack asks for, as far as the table knows it. */
function knownTypes({ stacks, inputs }: Input): Record<string, Json> {
  const named = stacks.infrastructure.data?.aws_ec2_instance_type ?? {};
  if (Object.keys(named).length === 0) return {};
  // Only these blocks, so that the first pass costs next to nothing.
  const only = {
    ...stacks,
    application: {},
    workspaces: {},
    infrastructure: { data: { aws_ec2_instance_type: named } },
  };
  const asked = resolveStacks(only, inputs).infrastructure.data?.aws_ec2_instance_type ?? {};
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, { instance_type }]) => {
      const type = instanceTypes[String(instance_type)];
      if (!type) return [];
      const attributes = { default_vcpus: type.vcpus, memory_size: type.memoryMib };
      const address = `data.aws_ec2_instance_type.${name}`;
      // One that is counted is a list.
      const each = Object.entries(attributes).map(([key, value]): [string, Json] => [`${address}.${key}`, value]);
      return [[address, [attributes]] as [string, Json], ...each];
    }),
  );
}
