import type { CapacityCheck } from "../capacity";
import { allocatable, instanceTypes } from "../instance-types";
import { numberAt, type ResolvedSizes } from "../resolved-sizes";
import { systemPods } from "../system-pods";

const what = "With one node away, the others hold all pods";

/** CPU, memory and disk of the nodes that are left when one is away, against what all pods ask for. */
export function checkNodes(sizes: ResolvedSizes): CapacityCheck {
  const group = sizes.first("aws_eks_node_group");
  const [typeName] = Array.isArray(group?.instance_types) ? group.instance_types : [];
  const nodes = numberAt(group, "scaling_config.min_size");
  const pods = podRequests(sizes);
  if (nodes === undefined || !pods) {
    return {
      what,
      ok: "unknown",
      arithmetic: [
        "nodes or pods are not made here, where other pods may be on the nodes, or their number is known at plan only",
      ],
    };
  }
  const type = instanceTypes[String(typeName)];
  if (!type) {
    return { what, ok: "unknown", arithmetic: [`${String(typeName)} is not in src/sizing/instance-types.json`] };
  }
  const { replicas, cpuMillicores, memoryMib, diskGib } = pods;
  const left = nodes - 1;
  if (left < 1) {
    return {
      what,
      ok: false,
      arithmetic: [`${nodes} node - 1 = 0 nodes: nothing runs; raise node_count to 2 or more`],
    };
  }

  const room = allocatable(type);
  // The design's own number, which also counts the pod that an update adds.
  const onOne = Math.max(sizes.local("pods_per_node") ?? 0, Math.ceil(replicas / left));
  const { perNode, floating } = systemPods(sizes);
  const needed = (one: "cpuMillicores" | "memoryMib", request: number) => ({
    onNode: onOne * request + perNode[one],
    inAll: replicas * request + left * perNode[one] + floating[one],
  });
  const cpu = needed("cpuMillicores", cpuMillicores);
  const memory = needed("memoryMib", memoryMib);
  const diskRoom = diskRoomGib(sizes);
  const problems = [
    ...(replicas > nodes ? [`replicas is ${replicas} for ${nodes} nodes, and each pod wants a node of its own`] : []),
    ...(cpu.onNode > room.cpuMillicores || cpu.inAll > left * room.cpuMillicores ? ["CPU does not suffice"] : []),
    ...(memory.onNode > room.memoryMib || memory.inAll > left * room.memoryMib ? ["memory does not suffice"] : []),
    ...(diskRoom !== undefined && onOne * diskGib > diskRoom ? ["disk does not suffice"] : []),
  ];
  return {
    what,
    ok: problems.length === 0,
    arithmetic: [
      `${nodes} × ${String(typeName)} - 1 = ${left}; pods of Package Manager on one of them: at most ${onOne} of ${replicas} (modules/package-manager/capacity.ts)`,
      ...room.arithmetic,
      `CPU on one node: ${onOne} × ${cpuMillicores} + ${perNode.cpuMillicores} = ${cpu.onNode}m of ${room.cpuMillicores}m; in all: ${cpu.inAll}m of ${left * room.cpuMillicores}m`,
      `memory on one node: ${onOne} × ${memoryMib} + ${perNode.memoryMib} = ${memory.onNode} MiB of ${room.memoryMib}; in all: ${memory.inAll} MiB of ${left * room.memoryMib}`,
      ...(diskRoom === undefined
        ? []
        : [
            `disk of one node: ${onOne} × ${diskGib} = ${onOne * diskGib} GiB of ${diskRoom} (90 % of the volume less 1 GiB, kubelet's thresholds)`,
          ]),
      ...perNode.arithmetic,
      ...floating.arithmetic,
      ...(problems.length > 0
        ? [
            `${problems.join("; ")}: add nodes (node_count), take a larger node_instance_type or lower the pods' requests`,
          ]
        : []),
    ],
  };
}

/** What one pod of Package Manager asks for. */
function podRequests(sizes: ResolvedSizes) {
  const values = sizes.chartValues("rstudio-pm");
  const replicas = numberAt(values, "replicas");
  const cpuMillicores = numberAt(values, "resources.requests.cpu");
  const memoryMib = numberAt(values, "resources.requests.memory");
  const diskGib = numberAt(values, "resources.requests.ephemeralStorage");
  if (!replicas || cpuMillicores === undefined || memoryMib === undefined || diskGib === undefined) return undefined;
  return { replicas, cpuMillicores, memoryMib, diskGib };
}

/** Disk for pods: kubelet evicts below 10 % free, and keeps 1 GiB for itself. */
function diskRoomGib(sizes: ResolvedSizes): number | undefined {
  const volume = numberAt(sizes.first("aws_launch_template"), "block_device_mappings.ebs.volume_size");
  return volume === undefined ? undefined : Math.floor(volume * 0.9) - 1;
}
