import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { strict as assert } from "node:assert";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { schemaScript, schemaScriptEntry, schemas } from "../modules/package-manager/schema-script";
import { command, commandFailure, succeed, type CommandResult } from "./processes";
import { startPostgres, type PostgresServer } from "./postgres";
import type { Lane } from "./report";
import { AdministratorScenario } from "./schema-script-administrator";
import { workFolder } from "./work-folder";

const database = "packagemanager";
const master = "dba";
const role = "package_manager";

interface Passwords {
  readonly master: string;
  readonly application: string;
}

/** Hard to quote for shells and SQL, and never the same twice. */
const first: Passwords = { master: `m1'"$HOME\\%;#`, application: `a1' || "$(id)" \\n:role` };
const second: Passwords = { master: `m2'"$HOME\\%;#`, application: `a2' || "$(id)" \\n:role` };

/** Returns when three sessions hold or await the script's advisory lock, or after half a minute. */
const untilThreeQueue = `DO $$ BEGIN
  FOR i IN 1..300 LOOP
    EXIT WHEN (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') = 3;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$`;

/** What a pod's open session does: goes on, here until the table has a row, or for half a minute. */
const untilRows = `DO $$ BEGIN
  FOR i IN 1..300 LOOP
    EXIT WHEN EXISTS (SELECT FROM t);
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$; SELECT count(*) FROM t`;

/** Runs the init container's script against a real PostgreSQL server, as a master without superuser rights, as on RDS. */
export async function checkSchemaScript(lane: Lane): Promise<void> {
  const server = await lane.step("starts PostgreSQL", startPostgres);
  lane.note(`PostgreSQL ${server.version}`);
  try {
    await new SchemaScriptScenario(lane, server).run();
    await new AdministratorScenario(lane, server).run();
  } finally {
    await server.stop();
  }
}

class SchemaScriptScenario {
  private readonly folder = workFolder(false);
  private readonly commandLines = join(this.folder, "command-lines");
  private readonly printed: string[] = [];

  constructor(
    private readonly lane: Lane,
    private readonly server: PostgresServer,
  ) {
    for (const [name, contents] of Object.entries(schemaScript)) writeFileSync(join(this.folder, name), contents);
  }

  async run(): Promise<void> {
    const { lane } = this;
    await this.prepare();

    await lane.check("fails, and makes nothing, with a wrong master password", async () => {
      const { code } = await this.start({ ...first, master: "wrong" });
      assert.notEqual(code, 0);
      assert.deepEqual(await this.schemaOwners(), []);
    });
    await lane.check("three at once make the role and both schemas, one after the other", async () => {
      // Nobody can make a role until all three are there, so that it shows who waits for whom.
      const queue = "SELECT count(*) FILTER (WHERE granted), count(*) FROM pg_locks WHERE locktype = 'advisory'";
      const held = this.superuser(`BEGIN; LOCK TABLE pg_authid IN SHARE MODE; ${untilThreeQueue}; ${queue}; COMMIT`);
      await this.until(
        "SELECT count(*) FROM pg_locks WHERE relation = 'pg_authid'::regclass AND mode = 'ShareLock'",
        "1",
      );
      const [queued] = await Promise.all([held, this.startThree(first)]);
      assert.equal(queued, "1|3");
      assert.deepEqual(
        await this.schemaOwners(),
        Object.values(schemas)
          .map((name) => `${name} ${role}`)
          .sort(),
      );
      assert.equal(await this.attributes(), "login");
    });
    await lane.check("three at once, again, change nothing", async () => {
      const before = await this.state();
      await this.startThree(first);
      assert.equal(await this.state(), before);
    });
    await lane.check("a pod starts without the master's password once everything is there", async () => {
      const { code } = await this.start({ ...first, master: "wrong" });
      assert.equal(code, 0);
    });
    await lane.check("the role makes tables in both schemas, and no other schema", async () => {
      for (const schema of Object.values(schemas)) {
        const made = await this.query(first.application, "CREATE TABLE t (i int); SELECT 't'::regclass", schema);
        assert.equal(made.code, 0, made.stderr);
        assert.equal(await this.superuser(`SELECT count(*) FROM ${schema}.t`), "0");
      }
      const refused = await this.query(first.application, "CREATE SCHEMA other", "public");
      assert.match(refused.stderr, /permission denied for database/);
    });
    await lane.check("makes a schema again that was lost, with the role as its owner", async () => {
      await this.superuser(`DROP SCHEMA ${schemas.usageData} CASCADE`);
      await this.startThree(first);
      assert.deepEqual(
        await this.schemaOwners(),
        Object.values(schemas)
          .map((name) => `${name} ${role}`)
          .sort(),
      );
    });
    await lane.check("three at once take over new passwords; the old one opens no session, and ends none", async () => {
      const old = this.query(first.application, untilRows, schemas.metadata);
      await this.until(`SELECT count(*) FROM pg_stat_activity WHERE usename = '${role}'`, "1");
      await this.superuser(`ALTER ROLE ${master} PASSWORD ${literal(second.master)}`);
      await this.startThree(second);
      await this.superuser(`INSERT INTO ${schemas.metadata}.t VALUES (1)`);
      assert.equal((await old).stdout.trim(), "1");
      await this.superuser(`DELETE FROM ${schemas.metadata}.t`);
      assert.equal((await this.query(second.application, "SELECT 1", schemas.metadata)).code, 0);
      assert.match((await this.query(first.application, "SELECT 1", schemas.metadata)).stderr, /authentication failed/);
      assert.equal(await this.superuser(`SELECT count(*) FROM ${schemas.metadata}.t`), "0");
    });
    await lane.check("no password is printed, logged by the server, or on a command line", () => {
      const commandLines = readFileSync(this.commandLines, "utf8");
      assert.match(commandLines, /--file=/);
      assert.match(this.server.log(), /ALTER USER .* PASSWORD 'SCRAM-SHA-256\$/);
      for (const password of [first, second].flatMap(Object.values) as string[]) {
        const places = { commandLines, printed: this.printed.join("\n"), log: this.ownLog() };
        for (const [place, text] of Object.entries(places)) {
          assert.ok(!text.includes(password) && !text.includes(literal(password)), `${password} is in ${place}`);
        }
      }
    });
  }

  private async prepare(): Promise<void> {
    await this.superuser(
      `CREATE ROLE ${master} LOGIN CREATEDB CREATEROLE PASSWORD ${literal(first.master)}`,
      "postgres",
    );
    await this.superuser(`CREATE DATABASE ${database} OWNER ${master}`, "postgres");
    // In front of the real psql: writes down how it is called.
    const shims = join(this.folder, "bin");
    mkdirSync(shims);
    const psql = (await succeed("sh", ["-c", "command -v psql"])).trim();
    writeFileSync(join(shims, "psql"), `#!/bin/sh\necho "$@" >> ${this.commandLines}\nexec ${psql} "$@"\n`);
    chmodSync(join(shims, "psql"), 0o755);
    assert.ok(!existsSync(this.commandLines));
  }

  /** Runs the script as the init container does; in a session of its own, since a pod has no terminal. */
  private async start(passwords: Passwords): Promise<CommandResult> {
    const env = {
      PATH: `${join(this.folder, "bin")}${delimiter}${process.env.PATH}`,
      ...this.server.environment,
      PGDATABASE: database,
      MASTER_USER: master,
      MASTER_PASSWORD: passwords.master,
      APPLICATION_USER: role,
      APPLICATION_PASSWORD: passwords.application,
    };
    const result = await command("setsid", ["--wait", "sh", join(this.folder, schemaScriptEntry)], { env });
    this.printed.push(result.stdout, result.stderr);
    return result;
  }

  private async startThree(passwords: Passwords): Promise<void> {
    const results = await Promise.all([1, 2, 3].map(() => this.start(passwords)));
    for (const result of results) if (result.code !== 0) throw new Error(commandFailure(schemaScriptEntry, result));
  }

  /** Runs SQL as the application does: with its password and a search path. */
  private query(password: string, sql: string, schema: string): Promise<CommandResult> {
    const env = {
      ...process.env,
      ...this.server.environment,
      PGUSER: role,
      PGPASSWORD: password,
      PGOPTIONS: `-csearch_path=${schema}`,
    };
    return command("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql], { env });
  }

  private async superuser(sql: string, on = database): Promise<string> {
    return (await this.server.superuser(sql, on)).trim();
  }

  /** Waits until a query has an answer, half a minute at most. */
  private async until(sql: string, answer: string): Promise<void> {
    for (let i = 0; i < 300 && (await this.superuser(sql)) !== answer; i++) await setTimeout(100);
  }

  private async schemaOwners(): Promise<string[]> {
    const owners = await this.superuser(
      "SELECT nspname || ' ' || nspowner::regrole FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public)' ORDER BY 1",
    );
    return owners === "" ? [] : owners.split("\n");
  }

  private attributes(): Promise<string> {
    return this.superuser(
      `SELECT concat_ws(' ', CASE WHEN rolcanlogin THEN 'login' END, CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolcreaterole THEN 'createrole' END, CASE WHEN rolcreatedb THEN 'createdb' END) FROM pg_roles WHERE rolname = '${role}'`,
    );
  }

  /** Everything that the script could change. */
  private state(): Promise<string> {
    return this.superuser(
      "SELECT (SELECT json_agg(r ORDER BY rolname) FROM pg_authid r), (SELECT json_agg(n ORDER BY nspname) FROM pg_namespace n), (SELECT json_agg(m ORDER BY m::text) FROM pg_auth_members m)",
    );
  }

  /** The server's log without the statements of this test, which do name passwords. */
  private ownLog(): string {
    const lines = this.server.log().split("\n");
    return lines.filter((line) => !/(CREATE|ALTER) ROLE dba /.test(line)).join("\n");
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
