import { existsSync, readdirSync } from "node:fs";
import { CliFolder } from "../support/cli";

let folder: CliFolder;
beforeEach(() => (folder = new CliFolder()));
afterEach(() => folder.remove());

const json = async (...args: string[]) => JSON.parse((await folder.run("check", ...args, "--json")).printed) as unknown;

describe("ppm-eks check", () => {
  test("says which files synth would write, warns, and writes none", async () => {
    folder.write("deployment.yaml", "network: { mode: create, natGateways: single }\n");
    const { printed, error, exitCode } = await folder.run("check");
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/^valid: synth would write \d+ files\n {2}manifest\.json\n/);
    expect(printed).toContain("\n  stacks/ppm-application/cdk.tf.json\n");
    expect(error).toMatch(/^warning: ppm-infrastructure\/Network: .+\n$/);
    expect(readdirSync(folder.path)).toEqual(["deployment.yaml"]);
  });

  test("prints the same files as synth writes", async () => {
    const { files } = (await json()) as { files: string[] };
    await folder.run("synth", "--output", folder.at("out"));
    expect(files.filter((file) => !existsSync(folder.at(`out/${file}`)))).toEqual([]);
    expect(
      readdirSync(folder.at("out"), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()),
    ).toHaveLength(
      files.length + 1, // its own list of them
    );
  });

  test("--json names the stacks in the order of an apply", async () => {
    expect(await json()).toEqual({
      ok: true,
      stacks: ["ppm-infrastructure", "ppm-application"],
      files: expect.arrayContaining(["run-order.json"]),
      warnings: [],
    });
  });

  test("a wrong file: exit code 1, and each problem, with --json as a list", async () => {
    folder.write("deployment.yaml", "nme: x\nprotection: 1\n");
    const { error, exitCode } = await folder.run("check");
    expect({ error, exitCode }).toEqual({
      exitCode: 1,
      error: expect.stringMatching(/^deployment\.yaml: 2 problems\n {2}nme /),
    });
    const { printed, exitCode: withJson } = await folder.run("check", "--json");
    expect(withJson).toBe(1);
    expect(JSON.parse(printed)).toEqual({
      ok: false,
      problems: [
        expect.stringMatching(/^nme is not a known key/),
        expect.stringMatching(/^protection is 1, expected true/),
      ],
    });
  });

  test("what only the constructs refuse is a problem too", async () => {
    folder.write("deployment.yaml", "adopt: { aws_s3_bucket.nowhere: example }\n");
    const { printed, exitCode } = await folder.run("check", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(printed)).toEqual({ ok: false, problems: [expect.stringContaining("aws_s3_bucket.nowhere")] });
  });

  test("--var-file: warns of versions that were not seen together, and refuses those that cannot be", async () => {
    folder.write("a.tfvars", 'controller_image_tag = "v3.4.3"\nkubernetes_version = "1.34"\n');
    const warned = await folder.run("check", "--var-file", "a.tfvars");
    expect(warned.exitCode).toBe(0);
    expect(warned.error).toContain('warning: controller_image_tag is "v3.4.3" with controller_chart_version 3.5.0');

    folder.write("b.tfvars", 'kube_proxy_version = "v1.35.3-eksbuild.2"\n');
    const { error, exitCode } = await folder.run("check", "--var-file", "a.tfvars", "b.tfvars");
    expect(exitCode).toBe(1);
    expect(error).toMatch(
      /^a\.tfvars, b\.tfvars: 1 problem\n {2}kube_proxy_version is "v1\.35\.3-eksbuild\.2", expected/m,
    );
  });

  test("--var-file: a value that breaks its own rule is a problem, with --json as well", async () => {
    folder.write("a.tfvars", "replicas = 0\n");
    const { printed, exitCode } = await folder.run("check", "--var-file", "a.tfvars", "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(printed)).toEqual({ ok: false, problems: [expect.stringMatching(/^replicas is 0, expected/)] });
  });
});
