import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../src/config/errors";
import { load } from "../../../src/config/load";
import { deploymentSchema } from "../../../src/config/schema";

let workingFolder: string;

beforeEach(() => {
  workingFolder = mkdtempSync(join(tmpdir(), "load-test-"));
});

afterEach(() => {
  rmSync(workingFolder, { recursive: true });
});

const loaded = (environment: Record<string, string> = {}) => load({ workingFolder, environment });
const reference = deploymentSchema.parse({});

test("without a file and a variable: the reference architecture, beside which its local state lies", () => {
  expect(loaded()).toEqual({
    deployments: [reference],
    outputFolder: join(workingFolder, "cdktf.out"),
    localStateFolder: "../../..",
    underCdktfCli: false,
  });
});

test("reads deployment.yaml in the working folder", () => {
  writeFileSync(join(workingFolder, "deployment.yaml"), "name: here");
  expect(loaded().deployments[0]).toEqual({ ...reference, name: "here" });
});

test("PPM_DEPLOYMENT names another file, and local state lies beside that one", () => {
  mkdirSync(join(workingFolder, "production"));
  writeFileSync(join(workingFolder, "production", "ppm.yaml"), "name: there");
  writeFileSync(join(workingFolder, "deployment.yaml"), "name: here");
  expect(loaded({ PPM_DEPLOYMENT: "production/ppm.yaml" })).toMatchObject({
    deployments: [{ name: "there" }],
    localStateFolder: "../../../production",
  });
  expect(loaded({ PPM_DEPLOYMENT: "" }).deployments[0]?.name).toBe("here");
});

test("CDKTF_OUTDIR names another output folder", () => {
  expect(loaded({ CDKTF_OUTDIR: "out/here" })).toMatchObject({
    outputFolder: join(workingFolder, "out/here"),
    localStateFolder: "../../../..",
  });
});

test("knows cdktf-cli by the variable that it sets", () => {
  expect(loaded({ CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" }).underCdktfCli).toBe(true);
});

test.each([
  [
    { PPM_DEPLOYMENT: "none.yaml" },
    'PPM_DEPLOYMENT is "none.yaml", expected the path of a readable file (ENOENT); correct the path, or unset it for the reference architecture',
  ],
  [
    { PPM_DEPLOYMENT: "." },
    'PPM_DEPLOYMENT is ".", expected the path of a readable file (EISDIR); make it a readable file',
  ],
  [
    { SYNTH_HCL_OUTPUT: "true" },
    'SYNTH_HCL_OUTPUT is "true", expected "false"; leave out --hcl: this app writes Terraform JSON',
  ],
])("refuses %j", (environment, message) => {
  expect(() => loaded(environment)).toThrow(new UserError(message));
});

test("refuses a deployment.yaml that is there and cannot be read", () => {
  mkdirSync(join(workingFolder, "deployment.yaml"));
  expect(() => loaded()).toThrow(
    new UserError(
      'deployment file is "deployment.yaml", expected the path of a readable file (EISDIR); make it a readable file',
    ),
  );
});

test("heads the problems of a file with its name as given and their number", () => {
  writeFileSync(join(workingFolder, "deployment.yaml"), "nme: x\nprotection: 1");
  expect(() => loaded()).toThrow(
    new UserError(
      [
        "deployment.yaml: 2 problems",
        "  nme is not a known key; did you mean name?",
        "  protection is 1, expected true or false; write one of the two without quotes, or remove it for the default true",
      ].join("\n"),
    ),
  );
  writeFileSync(join(workingFolder, "one.yaml"), "nme: x");
  expect(() => loaded({ PPM_DEPLOYMENT: "./one.yaml" })).toThrow(
    new UserError("./one.yaml: 1 problem\n  nme is not a known key; did you mean name?"),
  );
});
