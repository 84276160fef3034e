import type { Synthesized } from "../inspect/synthesized";
import { type InstanceType, instanceTypes } from "./instance-types";
import { recommendedServer, referencePoint } from "./reference-point";
import type { Load, Step } from "./size";
import { ratio } from "./text";
import type { Values } from "../inspect/values";

/** Types to choose from below the measured point, smallest first; beyond it there are more nodes of the measured one. */
const candidates = ["m6a.xlarge", "c6a.2xlarge", referencePoint.nodeType];

/** Nodes, pods, what they ask for, and builds of each. */
export function sizeNodes(
  { gitBuilders }: Load,
  share: number,
  { inputs }: Synthesized,
): { readonly replicas: number; readonly steps: readonly Step[]; readonly values: Values } {
  const measured = known(referencePoint.nodeType);
  const nodes = Math.max(referencePoint.nodes, Math.ceil(rounded(share * referencePoint.nodes)));
  const vcpus = (share * referencePoint.nodes * measured.vcpus) / nodes;
  const nodeType = candidates.find((name) => known(name).vcpus >= rounded(vcpus)) ?? referencePoint.nodeType;
  const type = known(nodeType);
  const builds = Math.max(1, Math.ceil(gitBuilders / nodes));

  // The defaults of the variables are the requests for the measured type.
  const scaled = (name: string, of: "vcpus" | "memoryMib", unit: number) =>
    Math.floor((Number(inputs.application[name]) * type[of]) / measured[of] / unit) * unit;
  const requests = {
    cpu_request_millicores: scaled("cpu_request_millicores", "vcpus", 100),
    cpu_limit_millicores: scaled("cpu_limit_millicores", "vcpus", 100),
    memory_request_mib: scaled("memory_request_mib", "memoryMib", 256),
    memory_limit_mib: scaled("memory_limit_mib", "memoryMib", 256),
  };
  const { vcpus: cores, memoryGib, source } = recommendedServer;
  return {
    replicas: nodes,
    values: {
      infrastructure: {
        node_count: nodes,
        min_node_count: nodes,
        max_node_count: 2 * nodes,
        node_instance_type: nodeType,
      },
      application: { replicas: nodes, git_build_concurrency: builds, ...requests },
    },
    steps: [
      {
        what: "Nodes",
        result: `${nodes} × ${nodeType}`,
        arithmetic: `at least ${referencePoint.nodes}, one a zone; ${referencePoint.nodes} × ${ratio(share)} = ${ratio(share * referencePoint.nodes)} of ${referencePoint.nodeType}, so ${nodes}; each needs ${ratio(vcpus)} of ${measured.vcpus} vCPUs, and ${nodeType} has ${type.vcpus}`,
        source: `${referencePoint.source}; ${cores} cores and ${memoryGib} GB for a server by ${source}`,
        uncertainty: `in proportion to vCPUs, which was measured for one type only; with one node away ${nodes - 1} of ${nodes} carry the load, which nobody has measured`,
      },
      {
        what: "Replicas",
        result: `${nodes}`,
        arithmetic: "one pod on each node",
        source: referencePoint.source,
        uncertainty: "none: the page runs three on three nodes",
      },
      {
        what: "Requests of a pod",
        result: `${requests.cpu_request_millicores}m, ${requests.memory_request_mib} MiB; limits ${requests.cpu_limit_millicores}m, ${requests.memory_limit_mib} MiB`,
        arithmetic: `the variables' defaults, which are for ${referencePoint.nodeType}, × ${type.vcpus}/${measured.vcpus} vCPUs and × ${type.memoryMib}/${measured.memoryMib} MiB, so that two pods fit on a node when another is away`,
        source: "docs/configuration.md, and the check of N-1 nodes",
        uncertainty: "the page names no requests",
      },
      {
        what: "Git builds of a pod",
        result: `${builds}`,
        arithmetic: `${gitBuilders} / ${nodes} pods, rounded up`,
        source: referencePoint.source,
        uncertainty:
          "builds differ in CPU, memory and disk; large ones may need larger limits, of ephemeral storage too",
      },
    ],
  };
}

function known(name: string): InstanceType {
  const type = instanceTypes[name];
  if (!type) throw new Error(`${name} is not in src/sizing/instance-types.json`);
  return type;
}

/** Without the noise of binary fractions, which would round 3 up to 4. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
