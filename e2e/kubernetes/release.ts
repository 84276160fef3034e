import { parseDeployment } from "../../src/config/parse";
import { synthesizeDeployment } from "../../src/inspect/synthesized";
import type { Json, JsonObject } from "../../src/inspect/terraform-json";
import { allocatable, instanceTypes } from "../../src/sizing/instance-types";
import { ResolvedSizes } from "../../src/sizing/resolved-sizes";

const name = "rstudio-pm";
const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": name };

/** What the reference architecture is synthesized to, as far as pods stand and fall with it. */
export interface Release {
  readonly namespace: string;
  readonly replicas: number;
  readonly deployment: JsonObject;
  readonly podDisruptionBudget: JsonObject;
  readonly nodeCount: number;
  readonly zones: readonly string[];
  /** A node of the node group, in a zone. */
  node(name: string, zone: string): JsonObject;
  /** In words, for a reader of the output. */
  readonly summary: string;
}

/** Synthesizes, and takes Deployment, budget and nodes from the JSON with the variables' own values. */
export function synthesizedRelease(): Release {
  const parsed = parseDeployment("{}");
  if ("problems" in parsed || parsed.deployments[0] === undefined)
    throw new Error("the reference architecture is valid");
  const synthesized = synthesizeDeployment(parsed.deployments[0]);
  const sizes = new ResolvedSizes(synthesized);
  const values = sizes.chartValues(name);
  const group = sizes.first("aws_eks_node_group");
  const instanceType = String(synthesized.inputs.infrastructure.node_instance_type);
  const known = instanceTypes[instanceType];
  const nodeCount = Number(at(group, "scaling_config", "desired_size"));
  const replicas = Number(values.replicas);
  if (known === undefined || !(nodeCount > 0) || !(replicas > 0))
    throw new Error("the JSON does not say how much there is");
  const namespace = synthesized.deployment.name;
  const requests = quantities(at(values, "resources", "requests"));
  const { cpuMillicores, memoryMib, maxPods } = allocatable(known);
  return {
    namespace,
    replicas,
    nodeCount,
    zones: ["a", "b", "c"].map((letter) => `eu-central-1${letter}`),
    deployment: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace, labels },
      spec: {
        replicas,
        strategy: given(values, "strategy"),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: given(values, "pod", "annotations") },
          spec: {
            containers: [
              {
                name,
                image: "none",
                resources: { requests, limits: quantities(at(values, "resources", "limits")) },
                lifecycle: given(values, "pod", "lifecycle"),
              },
            ],
            terminationGracePeriodSeconds: given(values, "pod", "terminationGracePeriodSeconds"),
            topologySpreadConstraints: given(values, "topologySpreadConstraints"),
          },
        },
      },
    },
    podDisruptionBudget: {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name, namespace },
      spec: { ...(given(values, "podDisruptionBudget") as JsonObject), selector: { matchLabels: labels } },
    },
    node: (node, zone) => ({
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name: node,
        labels: {
          "kubernetes.io/hostname": node,
          "kubernetes.io/os": "linux",
          "kubernetes.io/arch": "amd64",
          "node.kubernetes.io/instance-type": instanceType,
          "topology.kubernetes.io/zone": zone,
        },
      },
      status: {
        allocatable: {
          cpu: `${cpuMillicores}m`,
          memory: `${memoryMib}Mi`,
          pods: String(maxPods),
          "ephemeral-storage": "90Gi",
        },
        capacity: {
          cpu: String(known.vcpus),
          memory: `${known.memoryMib}Mi`,
          pods: String(maxPods),
          "ephemeral-storage": "100Gi",
        },
      },
    }),
    summary:
      `${replicas} replicas, requests ${JSON.stringify(requests)}, strategy ${JSON.stringify(values.strategy)}, ` +
      `budget ${JSON.stringify(values.podDisruptionBudget)}; ${nodeCount} nodes ${instanceType}`,
  };
}

/** The chart's spelling of resources in Kubernetes' own. */
function quantities(value: Json | undefined): JsonObject {
  const { cpu, memory, ephemeralStorage } = value as Record<string, Json>;
  if (cpu === undefined || memory === undefined) throw new Error("the chart's values have no requests or limits");
  return { cpu, memory, ...(ephemeralStorage !== undefined && { "ephemeral-storage": ephemeralStorage }) };
}

/** @throws Error where the values say nothing: a test without them would prove nothing. */
function given(values: JsonObject, ...path: string[]): Json {
  const value = at(values, ...path);
  if (value === undefined) throw new Error(`the chart's values have no ${path.join(".")}`);
  return value;
}

function at(value: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (found, key) => (typeof found === "object" && found !== null ? (found as JsonObject)[key] : undefined),
    value,
  );
}
