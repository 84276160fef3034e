import { shape } from "../../scripts/checks/shapes";
import { CliFolder } from "../support/cli";

let folder: CliFolder;
beforeEach(() => (folder = new CliFolder()));
afterEach(() => folder.remove());

const exampleOf = (stack: string) => shape("reference").files.get(`stacks/${stack}/terraform.tfvars.example`) ?? "";

describe("ppm-eks tfvars", () => {
  test("prints what synth puts beside each stack", async () => {
    const { printed, exitCode } = await folder.run("tfvars");
    expect(exitCode).toBe(0);
    expect(printed).toBe(`${exampleOf("ppm-infrastructure").trimEnd()}\n\n${exampleOf("ppm-application").trimEnd()}\n`);
  });

  test.each(["ppm-application", "application"])("--stack %s prints that one", async (stack) => {
    expect((await folder.run("tfvars", "--stack", stack)).printed).toBe(exampleOf("ppm-application"));
  });

  test("a stack that there is not: the names, and the nearest", async () => {
    expect((await folder.run("tfvars", "--stack", "ppm-aplication")).error).toBe(
      "--stack is ppm-aplication, expected one of ppm-infrastructure, ppm-application; did you mean ppm-application?\n",
    );
  });

  test("of several deployments a role alone is none of the stacks", async () => {
    folder.write("deployment.yaml", "deployments: { one: {}, two: {} }\n");
    expect((await folder.run("tfvars", "--stack", "application")).exitCode).toBe(1);
    expect((await folder.run("tfvars", "--stack", "two-application")).printed).toContain(
      "# ===== two-application =====",
    );
  });

  test("--output writes one stack, and overwrites with --force only", async () => {
    const write = (...more: string[]) => folder.run("tfvars", "-s", "application", "-o", "app.tfvars", ...more);
    expect((await write()).printed).toBe("app.tfvars: ppm-application\n");
    expect(folder.read("app.tfvars")).toBe(exampleOf("ppm-application"));

    folder.write("app.tfvars", "replicas = 5\n");
    expect(await write()).toEqual({
      printed: "",
      error: "app.tfvars exists, expected a new file; name another one, or overwrite it with --force\n",
      exitCode: 1,
    });
    expect(folder.read("app.tfvars")).toBe("replicas = 5\n");
    await write("--force");
    expect(folder.read("app.tfvars")).toBe(exampleOf("ppm-application"));
  });

  test("--output for several stacks is refused, naming them", async () => {
    expect((await folder.run("tfvars", "-o", "all.tfvars")).error).toBe(
      "--output is all.tfvars for 2 stacks, expected one; add --stack, one of ppm-infrastructure, ppm-application\n",
    );
  });

  test("--json describes exactly the variables that the stack declares, as it declares them", async () => {
    const { printed } = await folder.run("tfvars", "--json");
    const described = JSON.parse(printed) as Record<
      string,
      { name: string; type: string; required: boolean; default?: unknown }[]
    >;
    for (const stack of ["infrastructure", "application"] as const) {
      const declared = shape("reference").stacks[stack].variable ?? {};
      const asDeclared = Object.fromEntries(
        (described[`ppm-${stack}`] ?? []).map(({ name, type, required, default: fallback }) => [
          name,
          { type, ...(!required && { default: fallback }) },
        ]),
      );
      const expected = Object.entries(declared).map(([name, spec]) => [
        name,
        { type: spec.type, ...("default" in spec && { default: spec.default }) },
      ]);
      expect(asDeclared).toEqual(Object.fromEntries(expected));
    }
    const license = described["ppm-infrastructure"]?.find(({ name }) => name === "license");
    expect(license).toMatchObject({ secret: true, section: "License" });
  });
});
