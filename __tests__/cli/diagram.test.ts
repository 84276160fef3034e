import { readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../../src/cli/run";
import { type Io, processIo } from "../../src/cli/io";

const project = join(__dirname, "../..");

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "ppm-eks-diagram-"))));
afterEach(() => rmSync(folder, { recursive: true }));

async function run(
  ...args: string[]
): Promise<{ printed: string; error: string; exitCode: number; files: Map<string, string> }> {
  const result = { printed: "", error: "", exitCode: 0, files: new Map<string, string>() };
  const io: Io = {
    ...processIo(),
    workingFolder: folder,
    environment: {},
    print: (text) => void (result.printed += `${text}\n`),
    error: (text) => void (result.error += text),
    read: (path) => readFileSync(join(folder, path), "utf8"),
    fail: (exitCode = 1) => void (result.exitCode = exitCode),
    write: (path, contents) => void result.files.set(path, contents),
  };
  await runCli(["diagram", ...args], io);
  return result;
}

describe("ppm-eks diagram", () => {
  test("prints the README's picture when nothing is asked for", async () => {
    const { printed, exitCode } = await run();
    expect(printed).toBe(readFileSync(join(project, "docs/architecture.svg"), "utf8"));
    expect(exitCode).toBe(0);
  });

  test.each([
    ["picture.svg", /^<svg /],
    ["picture.mmd", /^flowchart TB\n/],
    ["picture.md", /^```mermaid\nflowchart TB\n[^`]*```\n$/],
    ["picture", /^<svg /],
  ])("writes %s in the format of its ending, and prints its name", async (path, contents) => {
    const { files, printed } = await run("--output", path);
    expect([...files.keys()]).toEqual([path]);
    expect(files.get(path)).toMatch(contents);
    expect(printed).toBe(`${path}\n`);
  });

  test("--format counts before the ending", async () => {
    expect((await run("--format", "mermaid", "-o", "a.svg")).files.get("a.svg")).toMatch(/^flowchart TB\n/);
    expect((await run("--format", "png")).error).toContain("Allowed choices are svg, mermaid");
  });

  test("of several deployments, draws the one that --name says", async () => {
    writeFileSync(
      join(folder, "fleet.yaml"),
      "deployments:\n  small: { network: { mode: create, zones: 2 } }\n  large: { network: { mode: create, zones: 4 } }\n",
    );
    const { printed } = await run("-d", "fleet.yaml", "--name", "large", "--format", "mermaid");
    expect(printed).toContain('"4 subnets, private<br/>');
    const missing = await run("-d", "fleet.yaml");
    expect(missing).toMatchObject({ printed: "", exitCode: 1 });
    expect(missing.error).toBe("--name is missing for 2 deployments, expected one of small, large");
    const other = await run("-d", "fleet.yaml", "-n", "huge");
    expect(other.error).toBe('--name is "huge", expected one of small, large');
  });

  test("--var-file takes the place of defaults", async () => {
    writeFileSync(join(folder, "sizes.tfvars"), 'node_instance_type = "m7i.2xlarge"\nnode_count = 2\n');
    const { printed } = await run("--format", "mermaid", "--var-file", "sizes.tfvars");
    expect(printed).toContain('"EKS node group, 2 × m7i.2xlarge"');
    writeFileSync(join(folder, "sizes.tfvars"), "nodes = 2\n");
    expect((await run("--var-file", "sizes.tfvars")).error).toContain("nodes is no variable of ppm");
  });

  test("refuses another name than that of the only deployment", async () => {
    const { error, exitCode } = await run("--name", "staging");
    expect({ error, exitCode }).toEqual({ error: '--name is "staging", expected ppm', exitCode: 1 });
  });
});
