import type { CapacityCheck } from "../capacity";
import { typeOfClass } from "../instance-types";
import { numberAt, type ResolvedSizes } from "../resolved-sizes";

const what = "The database accepts the connections of an update";

/** The rule of modules/package-manager/capacity.ts, which Terraform checks at plan, with the numbers known here. */
export function checkConnections(sizes: ResolvedSizes): CapacityCheck {
  const values = sizes.chartValues("rstudio-pm");
  const replicas = numberAt(values, "replicas");
  const pool = numberAt(values, "config.PostgresPool.MaxOpenConnections");
  const perPod = sizes.local("max_connections_per_pod");
  const accepted = sizes.output("database_max_connections");
  const database = sizes.first("aws_db_instance");
  const instanceClass = String(database?.instance_class ?? "");
  if (replicas === undefined || pool === undefined || perPod === undefined) {
    const reason = database
      ? `memory of ${instanceClass} is not in src/sizing/instance-types.json, and database_max_connections is not given`
      : "the database is not made here, or its connections are known at plan only";
    return { what, ok: "unknown", arithmetic: [reason] };
  }
  const memory = typeOfClass(instanceClass)?.memoryMib;
  const given =
    memory === undefined
      ? `the database accepts ${accepted ?? "some"} connections, as database_max_connections says`
      : `${instanceClass} has ${memory} MiB and accepts ${accepted ?? "some"} connections: bytes / 9,531,392, at most 5,000 (modules/database/max-connections.ts; https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html)`;
  return {
    what,
    ok: pool <= perPod,
    arithmetic: [
      given,
      `an update may double the pods: ${replicas} × 2 × ${pool} = ${replicas * 2 * pool} connections; up to ${perPod} for each pod fit (modules/package-manager/capacity.ts)`,
      "RDS and administrators keep a few connections for themselves, which this does not count",
      ...(pool > perPod
        ? [`lower max_open_connections to ${perPod}, or take a larger database_instance_class, up to 5,000 connections`]
        : []),
    ],
  };
}
