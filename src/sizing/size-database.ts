import type { Synthesized } from "../inspect/synthesized";
import { instanceTypeSources, sustainedVcpus, typeOfClass } from "./instance-types";
import { databaseVcpus, referencePoint } from "./reference-point";
import { connectionsPerPod } from "./resolved-sizes";
import type { Load, Step } from "./size";
import { count } from "./text";
import { type Values, withValues } from "../inspect/values";

/** Classes to choose from, smallest first. */
const candidates = [
  "db.t3.medium",
  "db.t3.large",
  "db.t3.xlarge",
  "db.t3.2xlarge",
  "db.m5.2xlarge",
  "db.m5.4xlarge",
  "db.m5.8xlarge",
  "db.m5.12xlarge",
];

interface Candidate {
  readonly name: string;
  /** vCPUs that a load may take of it, day and night. */
  readonly usable: number;
  readonly why: string;
}

/** Class, connections of a pod, and storage. */
export function sizeDatabase(
  { installsPerDay }: Load,
  replicas: number,
  synthesized: Synthesized,
): { readonly steps: readonly Step[]; readonly values: Values } {
  const { databaseClass, databaseCpuPercent, databaseStorageGib, maxOpenConnections, source } = referencePoint;
  const measured = typeOfClass(databaseClass)?.vcpus ?? 0;
  const needed = databaseVcpus(installsPerDay, measured);
  const perPod = (name: string): number => {
    const values = { infrastructure: { database_instance_class: name }, application: { replicas } };
    return connectionsPerPod(withValues(synthesized, values)) ?? maxOpenConnections;
  };
  const busy = candidates.map(describe).filter(({ usable }) => usable >= needed);
  // Of those that are fast enough, the first that also accepts the connections, or as many as any; pods then get fewer.
  const pool = Math.min(maxOpenConnections, Math.max(...busy.map(({ name }) => perPod(name))));
  const chosen = busy.find(({ name }) => perPod(name) >= pool) as Candidate;
  const storage =
    Math.ceil((databaseStorageGib * Math.max(1, installsPerDay / referencePoint.installsPerDay)) / 10) * 10;
  return {
    values: {
      infrastructure: {
        database_instance_class: chosen.name,
        database_multi_az: true,
        database_allocated_storage_gib: storage,
        database_max_allocated_storage_gib: 5 * storage,
      },
      application: { max_open_connections: pool },
    },
    steps: [
      {
        what: "Database class",
        result: `${chosen.name}, Multi-AZ`,
        arithmetic: `${databaseCpuPercent.to} % of ${measured} vCPUs × ${count(installsPerDay)} / ${count(referencePoint.installsPerDay)} installs = ${needed.toFixed(2)} vCPUs; ${chosen.name}: ${chosen.why}`,
        source: `${source}; ${instanceTypeSources.credits}`,
        uncertainty: `measured are ${databaseCpuPercent.from} to ${databaseCpuPercent.to} % of ${databaseClass}, of which the upper end is taken; the page calls it very generous, and says nothing of its memory, which a smaller class has less of`,
      },
      {
        what: "Connections of a pod",
        result: `${pool}`,
        arithmetic: `${maxOpenConnections}, unless ${replicas} pods, doubled by an update, had more than the database accepts: at most ${perPod(chosen.name)} for each`,
        source: `${source}; modules/package-manager/capacity.ts`,
        uncertainty:
          pool < maxOpenConnections ? "fewer than the page's 50: requests may wait for one" : "none: the page's number",
      },
      {
        what: "Database storage",
        result: `${storage} GiB, growing to ${5 * storage}`,
        arithmetic: `${databaseStorageGib} GiB, times the installs beyond the measured point; it grows by itself and never shrinks`,
        source,
        uncertainty:
          "the page does not say how much was used; usage data grows with installs, metadata with repositories",
      },
      {
        what: "Packages in S3",
        result: "unknown",
        arithmetic: "depends on the repositories that are synced and built, not on installs",
        source: "the page gives no number",
        uncertainty: "S3 has no size to set",
      },
    ],
  };
}

function describe(name: string): Candidate {
  const type = typeOfClass(name);
  if (!type) throw new Error(`${name} is not in src/sizing/instance-types.json`);
  const { vcpus, creditsPerHour } = type;
  const half = vcpus / 2;
  return creditsPerHour === undefined
    ? {
        name,
        usable: half,
        why: `half of ${vcpus} vCPUs, which leaves room for backups and failover`,
      }
    : {
        name,
        usable: sustainedVcpus(type),
        why: `${creditsPerHour} credits an hour keep ${(creditsPerHour / 60).toFixed(2)} of ${vcpus} vCPUs busy`,
      };
}
