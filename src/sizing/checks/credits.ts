import type { CapacityCheck } from "../capacity";
import { instanceTypes, instanceTypeSources, sustainedVcpus, typeOfClass } from "../instance-types";
import { databaseVcpus, referencePoint } from "../reference-point";
import { numberAt, type ResolvedSizes } from "../resolved-sizes";
import { count } from "../text";

/**
 * CPU that the load takes of the database server, against what a burstable class earns credits for.
 *
 * @param given installs a day. @default - what the nodes serve, in proportion to the measured ones
 */
export function checkCredits(sizes: ResolvedSizes, given?: number): CapacityCheck {
  const installsPerDay = given ?? installsOfNodes(sizes);
  const load = given === undefined ? "what the nodes serve, " : "";
  const what = `The database server keeps up with ${load}${count(installsPerDay)} installs a day`;
  const instanceClass = sizes.first("aws_db_instance")?.instance_class;
  if (typeof instanceClass !== "string") {
    return { what, ok: "unknown", arithmetic: ["the database is not made here"] };
  }
  const type = typeOfClass(instanceClass);
  const measured = typeOfClass(referencePoint.databaseClass);
  if (!type || !measured) {
    return { what, ok: "unknown", arithmetic: [`${instanceClass} is not in src/sizing/instance-types.json`] };
  }
  const needed = databaseVcpus(installsPerDay, measured.vcpus);
  const sustained = sustainedVcpus(type);
  const { databaseCpuPercent: percent, databaseClass } = referencePoint;
  const most = Math.floor(
    (sustained * referencePoint.installsPerDay) / databaseVcpus(referencePoint.installsPerDay, measured.vcpus),
  );
  return {
    what,
    ok: needed <= sustained,
    arithmetic: [
      `measured: up to ${percent.to} % of the ${measured.vcpus} vCPUs of ${databaseClass} at ${count(referencePoint.installsPerDay)} installs a day (${referencePoint.source}); in proportion: ${needed.toFixed(2)} vCPUs`,
      type.creditsPerHour === undefined
        ? `${instanceClass} is not burstable: all of its ${type.vcpus} vCPUs, always`
        : `${instanceClass} earns ${type.creditsPerHour} credits an hour, and runs ${type.creditsPerHour} / 60 = ${sustained.toFixed(2)} of its ${type.vcpus} vCPUs for free, ${Math.round((100 * sustained) / type.vcpus)} % (${instanceTypeSources.credits}); beyond, RDS charges for each vCPU-hour`,
      `that is enough for ${count(most)} installs a day`,
      ...(needed > sustained ? ["take a larger database_instance_class"] : []),
    ],
  };
}

function installsOfNodes(sizes: ResolvedSizes): number {
  const group = sizes.first("aws_eks_node_group");
  const [typeName] = Array.isArray(group?.instance_types) ? group.instance_types : [];
  const vcpus = instanceTypes[String(typeName)]?.vcpus;
  const nodes = numberAt(group, "scaling_config.min_size");
  const measured = instanceTypes[referencePoint.nodeType]?.vcpus;
  if (vcpus === undefined || nodes === undefined || !measured) return referencePoint.installsPerDay;
  return Math.round((referencePoint.installsPerDay * nodes * vcpus) / (referencePoint.nodes * measured));
}
