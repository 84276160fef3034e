import { at } from "../inspect/terraform-json";
import type { Architecture } from "./architecture";
import { known, type Reading } from "./reading";

/** Places that traffic passes. */
export type Place =
  | "clients"
  | "internet"
  | "internetGateway"
  | "natGateway"
  | "loadBalancer"
  | "pods"
  | "database"
  | "bucketEndpoint"
  | "bucket";

export interface Step {
  /** Number or letter in the picture. */
  readonly mark: string;
  /** From where it starts to where it ends, with what lies between. */
  readonly places: readonly Place[];
  /** `HTTPS 443`; empty where no block says. */
  readonly protocol: string;
  /** What happens, for the legend. */
  readonly words: string;
}

export type Flow = readonly Step[];

type Parts = Pick<Architecture, "network" | "loadBalancer" | "pods" | "database" | "bucket">;

/** What a client's request and what a synchronization of packages pass through, as far as it is there. */
export function readFlows(reading: Reading, parts: Parts): { request: Flow; sync: Flow } {
  const { network, loadBalancer, pods, database, bucket } = parts;
  const isPublic = loadBalancer !== undefined && !loadBalancer.isInternal && !loadBalancer.item.yours;
  const gateway = network.internetGateway ? (["internetGateway"] as const) : [];
  const nat = network.tiers.some((tier) => tier.natGateways.some(Boolean)) ? (["natGateway"] as const) : [];
  const endpoint = network.bucketEndpoint ? (["bucketEndpoint"] as const) : [];
  const throughEndpoint = network.bucketEndpoint ? " through the S3 gateway endpoint" : "";
  const entry = entryOf(reading);
  const targets = targetsOf(reading);
  const sql = databaseOf(reading);
  const proxy = proxyOf(reading);
  const ways = [nat.length > 0 && "a NAT gateway", gateway.length > 0 && "the internet gateway"].filter(Boolean);
  const wayOut = [proxy && `the proxy ${proxy}`, ...ways].filter(Boolean).join(" and ");
  const request: (Omit<Step, "mark"> | false)[] = [
    loadBalancer !== undefined && {
      places: ["clients", ...(isPublic ? gateway : []), "loadBalancer"],
      protocol: entry,
      words: `${entry || "A client"} to the load balancer`,
    },
    loadBalancer !== undefined &&
      pods !== undefined && {
        places: ["loadBalancer", "pods"],
        protocol: targets.protocol,
        words: `${targets.protocol || "On"} to a ${targets.byNode ? "node, and from there to a pod" : "pod"}`,
      },
    pods !== undefined &&
      database !== undefined && {
        places: ["pods", "database"],
        protocol: sql.protocol,
        words: `${sql.protocol} to the database${sql.tls}`,
      },
    pods !== undefined &&
      bucket !== undefined && {
        places: ["pods", ...endpoint, "bucket"],
        protocol: "HTTPS 443",
        words: `Packages from the bucket${throughEndpoint}`,
      },
  ];
  const sync: (Omit<Step, "mark"> | false)[] = [
    pods !== undefined && {
      places: ["pods", ...nat, ...gateway, "internet"],
      protocol: "HTTPS 443",
      words: wayOut ? `From the sources through ${wayOut}` : "From the sources through your network",
    },
    pods !== undefined &&
      bucket !== undefined && {
        places: ["pods", ...endpoint, "bucket"],
        protocol: "HTTPS 443",
        words: `Into the bucket${throughEndpoint}`,
      },
  ];
  return { request: marked(request, "1234"), sync: marked(sync, "AB") };
}

function marked(steps: readonly (Omit<Step, "mark"> | false)[], marks: string): Flow {
  return steps.filter((step) => step !== false).map((step, i) => ({ mark: marks[i] ?? "", ...step }));
}

/** Protocol and port of the listener that forwards. */
function entryOf(reading: Reading): string {
  const listener = reading
    .all("aws_lb_listener")
    .find(({ body }) => at(body, "default_action.type") === "forward" && known(body.port));
  if (listener) return `${String(listener.body.protocol)} ${String(listener.body.port)}`;
  const url = at(reading.values, "config.Server.Address");
  return typeof url === "string" ? (/^(\w+):/.exec(url)?.[1]?.toUpperCase() ?? "") : "";
}

function targetsOf(reading: Reading): { protocol: string; byNode: boolean } {
  const group = reading.all("aws_lb_target_group")[0]?.body;
  const port = known(group?.port);
  return {
    protocol: port ? `${known(group?.protocol) ?? ""} ${port}`.trim() : "",
    byNode: group?.target_type === "instance",
  };
}

function databaseOf(reading: Reading): { protocol: string; tls: string } {
  const url = at(reading.values, "config.Postgres.URL");
  const text = typeof url === "string" ? url : "";
  const port = /:(\d+)\//.exec(text)?.[1];
  const mode = /sslmode=([\w-]+)/.exec(text)?.[1];
  return { protocol: `PostgreSQL${port ? ` ${port}` : ""}`, tls: mode ? `, sslmode ${mode}` : "" };
}

function proxyOf(reading: Reading): string | undefined {
  const env = at(reading.values, "pod.env") === undefined ? [] : (reading.values.pod as { env?: unknown }).env;
  const found = (Array.isArray(env) ? (env as { name?: string; value?: string }[]) : []).find(
    ({ name }) => name === "HTTPS_PROXY",
  );
  return found?.value?.replace(/^\w+:\/\//, "");
}
