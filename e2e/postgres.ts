import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeCertificate } from "./certificate";
import { atExit, freePort, launch, stop, succeed } from "./processes";

/** A PostgreSQL server of its own, met as pods meet RDS: TLS and SCRAM only. It logs every statement. */
export interface PostgresServer {
  readonly version: string;
  /** How `psql` reaches it, checking its certificate. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs SQL as the superuser and returns what it prints. */
  superuser(sql: string, database?: string): Promise<string>;
  log(): string;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root. */
const nobody = 65534;

/** Starts a server. @throws Error when the machine has none. */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = serverBinaries();
  const folder = mkdtempSync(join(tmpdir(), "package-manager-postgres-"));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const certificate = await makeCertificate(folder);
  handOver(folder, certificate);
  const data = join(folder, "data");
  const port = String(await freePort());

  const initdb = unprivileged(join(binaries, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]);
  await succeed(initdb.program, initdb.args);
  writeFileSync(join(data, "pg_hba.conf"), "local all postgres trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n");
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    ssl: "on",
    ssl_cert_file: certificate.certificate,
    ssl_key_file: certificate.key,
    fsync: "off",
    log_statement: "all",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const postgres = unprivileged(join(binaries, "postgres"), ["-D", data, ...options]);
  const server = launch(postgres.program, postgres.args);
  let log = "";
  server.stderr?.setEncoding("utf8").on("data", (text: string) => (log += text));

  const superuser = (sql: string, database = "postgres") =>
    succeed("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql], {
      env: { ...process.env, PGHOST: folder, PGPORT: port, PGUSER: "postgres" },
    });
  return {
    version: await untilReady(superuser, () => log),
    environment: {
      PGHOST: "localhost",
      PGPORT: port,
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: certificate.certificate,
      PGCONNECT_TIMEOUT: "10",
    },
    superuser,
    log: () => log,
    stop: async () => {
      await stop(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `PG_BIN` if set, else Debian's newest, else the one on the path. */
function serverBinaries(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PG_BIN ? [process.env.PG_BIN] : []),
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const found = folders.find((folder) => ["initdb", "postgres"].every((program) => existsSync(join(folder, program))));
  if (found) return found;
  throw new Error("no PostgreSQL server is installed; install one (Debian: apt-get install postgresql), or set PG_BIN");
}

/** The same command, as another user when this one is root. */
function unprivileged(program: string, args: readonly string[]): { program: string; args: readonly string[] } {
  if (process.getuid?.() !== 0) return { program, args };
  const ids = [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"];
  return { program: "setpriv", args: [...ids, "--", program, ...args] };
}

/** The server reads its key as another user when this one is root. */
function handOver(folder: string, { certificate, key }: { certificate: string; key: string }): void {
  chmodSync(key, 0o600);
  if (process.getuid?.() === 0) for (const path of [folder, certificate, key]) chownSync(path, nobody, nobody);
}

async function untilReady(superuser: (sql: string) => Promise<string>, log: () => string): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      return (await superuser("SHOW server_version")).trim();
    } catch (error) {
      if (tries === 50) throw new Error(`PostgreSQL did not start: ${String(error)}\n${log()}`);
      await setTimeout(200);
    }
  }
}
