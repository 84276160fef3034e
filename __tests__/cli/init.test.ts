import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { parse } from "yaml";
import { CliFolder } from "../support/cli";
import type { Session, SessionResult } from "../support/prompt-session";

const root = join(__dirname, "../..");
const required = ["--domain", "packages.example.com", "--region", "eu-central-1"];
const enter = "\r";
const down = "\u001b[B";

let folder: CliFolder;
beforeEach(() => (folder = new CliFolder()));
afterEach(() => folder.remove());

const deployment = (path = "deployment.yaml") => parse(folder.read(path)) as unknown;

describe("ppm-eks init without a terminal", () => {
  test("writes files that check, and says what is still to give", async () => {
    const { printed, error, exitCode } = await folder.run("init", ...required);
    expect({ error, exitCode }).toEqual({ error: "", exitCode: 0 });
    expect(printed).toBe(
      [
        "wrote deployment.yaml",
        "wrote deployment.schema.json",
        "wrote ppm-infrastructure.tfvars",
        "wrote ppm-application.tfvars",
        "fill in ppm-infrastructure.tfvars: apply_role_arn, allowed_cidrs, hosted_zone_id",
        "then: ppm-eks check, ppm-eks synth",
        "",
      ].join("\n"),
    );
    expect((await folder.run("check", "-d", folder.at("deployment.yaml"))).exitCode).toBe(0);
    expect(JSON.parse(folder.read("deployment.schema.json"))).toHaveProperty("anyOf");
  });

  test("takes every answer as a flag", async () => {
    await folder.run(
      "init",
      ...required,
      "--name",
      "blue",
      "--state",
      "s3",
      "--state-bucket",
      "states",
      "--public-endpoint",
    );
    expect(deployment()).toEqual({
      name: "blue",
      state: { backend: "s3", bucket: "states", region: "eu-central-1" },
      cluster: { mode: "create", endpointAccess: "public" },
    });
    await folder.run(
      "init",
      ...required,
      "--state",
      "cloud",
      "--organization",
      "acme",
      "--existing",
      "vpc,cluster",
      "-o",
      "b",
    );
    expect(deployment("b/deployment.yaml")).toEqual({
      name: "ppm",
      state: { backend: "cloud", organization: "acme" },
      network: { mode: "existing" },
      cluster: { mode: "existing" },
    });
  });

  test("names the flags of what is missing or wrong, and writes nothing", async () => {
    expect(await folder.run("init")).toEqual({
      printed: "",
      error: "init asks on a terminal only, and there is no default for --domain and --region; give them\n",
      exitCode: 1,
    });
    expect((await folder.run("init", ...required, "--name", "X")).error).toMatch(/^--name is "X", expected 2 to 20/);
    expect((await folder.run("init", ...required, "--existing", "database")).error).toContain(
      '"database" is none of vpc and cluster.',
    );
    expect(existsSync(folder.at("deployment.yaml"))).toBe(false);
  });

  test("overwrites what is there and differs with --force only", async () => {
    folder.write("deployment.yaml", "name: mine\n");
    const refused = await folder.run("init", ...required);
    expect(refused).toEqual({
      printed: "",
      error:
        "deployment.yaml exists, expected no such file; nothing is written: choose another folder with --output, or overwrite with --force\n",
      exitCode: 1,
    });
    expect(deployment()).toEqual({ name: "mine" });
    expect(existsSync(folder.at("ppm-application.tfvars"))).toBe(false);

    expect((await folder.run("init", ...required, "--force")).exitCode).toBe(0);
    expect(deployment()).toEqual({ name: "ppm" });
    // Nothing differs now.
    expect((await folder.run("init", ...required)).exitCode).toBe(0);
  });

  test("--json lists what was written and what is to be filled in", async () => {
    expect(JSON.parse((await folder.run("init", ...required, "--json", "-o", "sub")).printed)).toEqual({
      files: [
        "sub/deployment.yaml",
        "sub/deployment.schema.json",
        "sub/ppm-infrastructure.tfvars",
        "sub/ppm-application.tfvars",
      ],
      fillIn: { "sub/ppm-infrastructure.tfvars": ["apply_role_arn", "allowed_cidrs", "hosted_zone_id"] },
    });
  });
});

describe("ppm-eks init on a terminal", () => {
  const bundleFolder = mkdtempSync(join(tmpdir(), "prompt-session-"));
  let sessions: ChildProcess;

  beforeAll(() => {
    const outfile = join(bundleFolder, "session.cjs");
    const entryPoints = [join(root, "__tests__/support/prompt-session.ts")];
    buildSync({ entryPoints, outfile, bundle: true, platform: "node", target: "node20", keepNames: true });
    sessions = fork(outfile, { cwd: root, env: { PATH: process.env.PATH } });
  });
  afterAll(() => {
    sessions.kill();
    rmSync(bundleFolder, { recursive: true });
  });

  /** Types each answer when its question is on the screen. */
  async function session(steps: Session["steps"], ...args: string[]): Promise<SessionResult> {
    sessions.send({ folder: folder.path, steps, args: ["init", ...args] } satisfies Session);
    const [result] = (await once(sessions, "message")) as [SessionResult];
    return result;
  }

  test("asks for what no flag gives; a wrong answer is refused at once", async () => {
    const { status, stdout, stderr } = await session([
      ["Name of the deployment", enter],
      ["AWS region", `eu${enter}`],
      ["expected a region code", `-central-1${enter}`],
      ["Domain name of Package Manager", `packages.example.com${enter}`],
      ["keep its state", `${down}${enter}`],
      ["S3 bucket of the state", `states${enter}`],
      ["Region of that bucket", enter],
      ["What exists already", ` ${enter}`],
      ["reachable from the internet", "y"],
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("wrote deployment.yaml");
    expect(deployment()).toEqual({
      name: "ppm",
      state: { backend: "s3", bucket: "states", region: "eu-central-1" },
      network: { mode: "existing" },
      cluster: { mode: "create", endpointAccess: "public" },
    });
  }, 250_000);

  test("asks nothing that flags answer or that follows from an answer", async () => {
    const flags = [...required, "--name", "blue", "--state", "cloud"];
    const { status } = await session(
      [
        ["Organization in HCP Terraform", `acme${enter}`],
        ["What exists already", `${down} ${enter}`],
      ],
      ...flags,
    );
    expect(status).toBe(0);
    expect(deployment()).toMatchObject({ name: "blue", cluster: { mode: "existing" } });
  }, 250_000);

  test("--yes asks nothing, but overwrites nothing either", async () => {
    expect((await session([], ...required, "--yes")).status).toBe(0);
    expect(deployment()).toEqual({ name: "ppm" });
    expect((await session([], ...required, "--yes", "--name", "blue")).status).toBe(1);
    expect(deployment()).toEqual({ name: "ppm" });
  }, 250_000);

  test("asks before it overwrites; no keeps the file", async () => {
    folder.write("deployment.yaml", "name: mine\n");
    const flags = [...required, "--name", "blue", "--state", "local", "--existing", "none", "--public-endpoint"];
    const refused = await session([["Overwrite deployment.yaml?", "n"]], ...flags);
    expect({ status: refused.status, stderr: refused.stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("deployment.yaml exists, expected no such file; nothing is written"),
    });
    expect(deployment()).toEqual({ name: "mine" });
    expect((await session([["Overwrite deployment.yaml?", "y"]], ...flags)).status).toBe(0);
    expect(deployment()).toMatchObject({ name: "blue" });
  }, 250_000);

  test("who cancels gets nothing written", async () => {
    const { status, stderr } = await session([["Name of the deployment", "\u0003"]]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "cancelled; nothing is written\n" });
    expect(existsSync(folder.at("deployment.yaml"))).toBe(false);
  }, 250_000);
});
