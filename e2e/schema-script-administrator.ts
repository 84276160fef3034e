import { strict as assert } from "node:assert";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { administratorSql, schemaScript, schemaScriptEntry, schemas } from "../modules/package-manager/schema-script";
import type { PostgresServer } from "./postgres";
import { command, type CommandResult } from "./processes";
import type { Lane } from "./report";
import { workFolder } from "./work-folder";

const database = "shared-data";
const administrator = "platform_owner";
const role = "tenant";
const administratorPassword = "an administrator's";
/** Hard to quote for shells. */
const password = `t'"$HOME\\%;# $(id)`;

/** Runs the init container's script where no master is known: a database administrator makes what is needed. */
export class AdministratorScenario {
  private readonly folder = workFolder(false);
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

    await lane.check(
      "without a master, fails while the role is missing and prints what an administrator runs",
      async () => {
        const { code, stderr } = await this.start();
        assert.equal(code, 1);
        assert.match(stderr, /password authentication failed/);
        assert.match(stderr, /tenant cannot create in the schemas pm and metrics of shared-data on localhost\./);
        assert.deepEqual(statementsIn(stderr), administratorSql(role, database));
      },
    );
    await lane.check("starts once an administrator without superuser rights has run exactly that", async () => {
      const made = await this.sql(administrator, administratorPassword, administratorSql(role, database).join("\n"));
      assert.equal(made.code, 0, made.stderr);
      await this.superuser(`ALTER ROLE ${role} PASSWORD ${literal(password)}`);
      const before = await this.schemas();
      assert.deepEqual(before, [`metrics ${role}`, `pm ${role}`]);
      for (const { code, stdout } of await this.startThree()) {
        assert.equal(code, 0);
        assert.match(stdout, /in place/);
      }
      assert.deepEqual(await this.schemas(), before);
    });
    await lane.check("fails with a wrong password, and prints the same", async () => {
      const { code, stderr } = await this.start("wrong");
      assert.equal(code, 1);
      assert.match(stderr, /password authentication failed/);
      assert.deepEqual(statementsIn(stderr), administratorSql(role, database));
    });
    await lane.check("fails, and makes nothing, where a schema is missing that the role may not make", async () => {
      await this.superuser(`DROP SCHEMA ${schemas.usageData}`);
      const { code, stderr } = await this.start();
      assert.equal(code, 1);
      assert.match(stderr, /permission denied for database/);
      assert.deepEqual(statementsIn(stderr), administratorSql(role, database));
      assert.deepEqual(await this.schemas(), [`pm ${role}`]);
    });
    await lane.check("three at once make the missing schema where the role may", async () => {
      await this.superuser(`GRANT CREATE ON DATABASE "${database}" TO ${role}`);
      for (const { code, stderr } of await this.startThree()) assert.equal(code, 0, stderr);
      assert.deepEqual(await this.schemas(), [`metrics ${role}`, `pm ${role}`]);
    });
    for (const privilege of ["CREATE", "USAGE"]) {
      await lane.check(`fails where a schema of another owner grants the role only ${privilege}`, async () => {
        await this.superuser(
          `ALTER SCHEMA pm OWNER TO ${administrator}; REVOKE ALL ON SCHEMA pm FROM ${role}; GRANT ${privilege} ON SCHEMA pm TO ${role}`,
        );
        const { code, stderr } = await this.start();
        assert.equal(code, 1);
        assert.deepEqual(statementsIn(stderr), administratorSql(role, database));
      });
    }
    await lane.check("starts where a schema of another owner grants the role both", async () => {
      await this.superuser(`GRANT CREATE, USAGE ON SCHEMA pm TO ${role}`);
      assert.equal((await this.start()).code, 0);
    });
    await lane.check("prints no password of the role", () => {
      assert.ok(this.printed.length > 0 && !this.printed.join("\n").includes(password));
    });
  }

  private async prepare(): Promise<void> {
    const create = `CREATE ROLE ${administrator} LOGIN CREATEROLE PASSWORD ${literal(administratorPassword)}`;
    await this.superuser(create, "postgres");
    await this.superuser(`CREATE DATABASE "${database}" OWNER ${administrator}`, "postgres");
    await this.superuser(`REVOKE ALL ON DATABASE "${database}" FROM PUBLIC`, "postgres");
  }

  private async start(given = password): Promise<CommandResult> {
    const env = {
      PATH: process.env.PATH,
      ...this.server.environment,
      PGDATABASE: database,
      MASTER_USER: "",
      APPLICATION_USER: role,
      APPLICATION_PASSWORD: given,
    };
    const result = await command("setsid", ["--wait", "sh", join(this.folder, schemaScriptEntry)], { env });
    this.printed.push(result.stdout, result.stderr);
    return result;
  }

  private startThree(): Promise<CommandResult[]> {
    return Promise.all([1, 2, 3].map(() => this.start()));
  }

  private sql(user: string, given: string, sql: string): Promise<CommandResult> {
    const env = { ...process.env, ...this.server.environment, PGUSER: user, PGPASSWORD: given };
    return command("psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql], { env });
  }

  private async superuser(sql: string, on = database): Promise<string> {
    return (await this.server.superuser(sql, on)).trim();
  }

  private async schemas(): Promise<string[]> {
    const owners = await this.superuser(
      "SELECT nspname || ' ' || nspowner::regrole FROM pg_namespace WHERE nspname IN ('pm', 'metrics') ORDER BY 1",
    );
    return owners === "" ? [] : owners.split("\n");
  }
}

/** The SQL in what the script prints. */
function statementsIn(text: string): string[] {
  return text.split("\n").flatMap((line) => /^ {2}(.*;)$/.exec(line)?.[1] ?? []);
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
