import { CliFolder } from "../support/cli";

let folder: CliFolder;
beforeEach(() => (folder = new CliFolder()));
afterEach(() => folder.remove());

describe("ppm-eks explain", () => {
  test("explains a key", async () => {
    const { printed, exitCode } = await folder.run("explain", "cluster.endpointAccess");
    expect(exitCode).toBe(0);
    expect(printed).toMatch(
      new RegExp(
        [
          "^cluster\\.endpointAccess \\(key, deployment file\\)",
          "  `public` adds a public endpoint that admits only .+",
          '  values      "private" or "public"',
          '  default     "private"',
          "  source      the reference page: “Posit Package Manager should be deployed in .+”",
          "  only with   cluster\\.mode: create",
          "  a change    aws_eks_cluster\\.cluster: in place \\(vpc_config\\)",
          '              shown by a plan from "private" to "public" \\(Terraform [\\d.]+, hashicorp/aws [\\d.]+\\)\n$',
        ].join("\n"),
      ),
    );
  });

  test("merges what stacks declare alike, and prints a secret's way in", async () => {
    const { printed } = await folder.run("explain", "tags");
    expect(printed).toMatch(
      /^tags \(Terraform variable, infrastructure stack, application stack, workspaces stack\)\n/,
    );
    expect(printed).toMatch(/ {2}rules {7}no key that starts with aws:\n {14}at most 40 tags\n/);
    expect((await folder.run("explain", "license")).printed).toContain("secret      give it as TF_VAR_license");
  });

  test("one of two keys of a name that another choice brings in has an effect of its own", async () => {
    const { printed } = await folder.run("explain", "cluster.nodes");
    const [created, existing] = printed.split("\n\n");
    expect(created).toContain("shown by a plan");
    expect(existing).toContain(
      "a change    unknown: no plan here changed it; it is there only with cluster.mode: existing",
    );
  });

  test("a name that there is not: the closest, on standard error", async () => {
    expect(await folder.run("explain", "zones")).toEqual({
      printed: "",
      error: "zones is no key, variable or output; did you mean network.zones, availability_zones?\n",
      exitCode: 1,
    });
    expect((await folder.run("explain", "xyzzy")).error).toBe(
      "xyzzy is no key, variable or output; run `ppm-eks explain` for all of them\n",
    );
  });

  test("without a key lists each name once, with its first sentence", async () => {
    const { printed } = await folder.run("explain");
    const file = printed.split("\n\n")[0] ?? "";
    expect(file).toMatch(/^deployment file\n/);
    expect(file).toMatch(/\n {2}protection +Keep Terraform from destroying what holds data\.\n/);
    expect(file.match(/\n {2}cluster\.nodes /g)).toHaveLength(1);
    expect(printed).toMatch(/\n\ninfrastructure stack\n[^]+\n\ninfrastructure stack, outputs\n/);
  });

  test("--json prints all that is known", async () => {
    const one = JSON.parse((await folder.run("explain", "node_count", "--json")).printed) as { entries: object[] };
    expect(one.entries[0]).toMatchObject({
      name: "node_count",
      change: { known: true, changes: [expect.any(Object)] },
    });
    const all = JSON.parse((await folder.run("explain", "--json")).printed) as { name: string }[];
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(["network.zones", "node_count", "url"]));
  });
});
