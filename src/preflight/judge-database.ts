import { failed, type Finding, passed, unknown } from "./check";

export interface Server {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly engine: string;
  /** As RDS calls it: `available`, … */
  readonly status: string;
  /** What the host is, and of which cluster or server. @default - what writes: a server of its own, or a writer endpoint */
  readonly part?: {
    readonly kind: "a reader endpoint" | "a read replica" | "a custom endpoint" | "an instance";
    readonly of: string;
  };
}

const engines = ["postgres", "aurora-postgresql"];

/**
 * Statuses in which a server takes no connections, or stores nothing. In the others, such as `backing-up`, it serves.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html
 */
const down = new RegExp(
  "^(creating|starting|stopping|stopped|deleting|migrating|failed|(cloning|migration)-failed|restore-error|storage-full" +
    "|insufficient-capacity|incompatible-.+|inaccessible-encryption-credentials(-recoverable)?)$",
);

/** Whether a host name is one that RDS gives, which has another form in China. */
export function isOfRds(host: string): boolean {
  return /\.rds(\.cn-[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/i.test(host);
}

/** The server whose endpoint a host name is. */
export function serverAt(host: string, servers: readonly Server[]): Server | undefined {
  return servers.find((server) => server.host.toLowerCase() === host.toLowerCase());
}

/** Whether a database server is one of these, and up. */
export function judgeDatabase(host: string, port: number, servers: readonly Server[]): Finding {
  if (!isOfRds(host)) return unknown(`${host} is no server of RDS`, "see that the nodes reach it; only they need to");
  const found = serverAt(host, servers);
  if (!found) {
    return unknown(
      `no server of this account and region has the endpoint ${host}`,
      "correct database_host, unless the server is of another account or region: then see that the nodes reach it",
    );
  }
  const { name, part, status } = found;
  if (!engines.includes(found.engine)) {
    return failed(`${name} is ${found.engine}, expected ${engines.join(" or ")}`, "correct database_host");
  }
  if (found.port !== port)
    return failed(`${name} listens on ${found.port}, while database_port is ${port}`, "correct database_port");
  if (part) {
    const what = `${host} is ${part.kind} of ${part.of}`;
    const fix = `set database_host to the endpoint of ${part.of} that writes`;
    return part.kind === "a reader endpoint" || part.kind === "a read replica"
      ? failed(`${what}, which only reads, while Package Manager writes`, fix)
      : unknown(`${what}, which need not be the one that writes, as Package Manager does`, fix);
  }
  if (down.test(status)) {
    return failed(
      `${name} is ${status}, expected available`,
      "start it, wait, or do what its events in the RDS console say",
    );
  }
  return passed(`${name} is ${status}`);
}
