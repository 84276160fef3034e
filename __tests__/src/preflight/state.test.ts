import { failed, passed, unknown, type Context } from "../../../src/preflight/check";
import type { Answer } from "../../../src/preflight/outside";
import { cloudState } from "../../../src/preflight/state-cloud";
import { localState } from "../../../src/preflight/state-local";

const any = expect.any(String) as string;

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly answer?: Partial<Answer> | Error;
  readonly manage?: boolean;
}

function context({ files = {}, environment = {}, answer = {}, manage = false }: Given) {
  const asked: [string, string | undefined][] = [];
  const fake = {
    subject: { stateFolder: "/s", deployment: { state: { backend: "cloud", manage } } },
    io: {
      environment,
      exists: (path: string) => Object.keys(files).some((file) => file === path || file.startsWith(`${path}/`)),
      read: (path: string) => files[path],
    },
    outside: {
      home: "/home",
      get: (url: string, { authorization }: { authorization?: string }) => {
        asked.push([url, authorization]);
        if (answer instanceof Error) return Promise.reject(answer);
        return Promise.resolve({ status: 200, headers: {}, body: "{}", ...answer });
      },
    },
  };
  return { asked, context: fake as unknown as Context };
}

describe("in a file", () => {
  const lock = JSON.stringify({ ID: "1", Who: "a@b" });
  test.each([
    ["no folder", {}, failed("/s is not there, for terraform.x.tfstate", any)],
    ["no state yet", { "/s/a": "" }, passed("terraform.x.tfstate will be made")],
    ["a state", { "/s/terraform.x.tfstate": "" }, passed("terraform.x.tfstate is there, not locked")],
    ["a lock", { "/s/.terraform.x.tfstate.lock.info": lock }, failed("terraform.x.tfstate is locked by a@b", any)],
  ])("%s", (_, files, expected) => expect(localState(context({ files }).context, "x")).toEqual(expected));
});

describe("in HCP Terraform", () => {
  const config = { hostname: "tfe.my-host.example", organization: "o", workspaces: { name: "w" } };
  const environment = { TF_TOKEN_tfe_my__host_example: "T" };
  const run = (given: Given) => cloudState(context({ environment, ...given }).context, "x", config);

  test.each([
    ["there", { body: '{"data":{"attributes":{"locked":false}}}' }, passed("the workspace w is there, not locked")],
    ["locked", { body: '{"data":{"attributes":{"locked":true}}}' }, failed("the workspace w is locked", any)],
    ["not there", { status: 404 }, unknown("o has no workspace w that the token may see", any)],
    ["a wrong token", { status: 401 }, failed("tfe.my-host.example does not take the token", any)],
    ["out of order", { status: 503 }, unknown("tfe.my-host.example answers 503", any)],
    [
      "out of reach",
      Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
      failed("tfe.my-host.example cannot be reached: no answer (connect)", any),
    ],
  ])("%s", async (_, answer, expected) => expect(await run({ answer })).toEqual(expected));

  test("one that the workspaces stack makes is not there yet", async () => {
    expect(await run({ answer: { status: 404 }, manage: true })).toEqual(passed("the workspace w will be made"));
  });

  test.each<[string, Given]>([
    ["a variable", { environment }],
    [
      "terraform login",
      {
        files: { "/home/.terraform.d/credentials.tfrc.json": '{"credentials":{"tfe.my-host.example":{"token":"T"}}}' },
      },
    ],
    ["a block", { files: { "/home/.terraformrc": 'credentials "tfe.my-host.example" {\n  token = "T"\n}\n' } }],
    [
      "a file that is named",
      {
        environment: { TF_CLI_CONFIG_FILE: "/f" },
        files: { "/f": 'credentials "tfe.my-host.example" { token = "T" }' },
      },
    ],
  ])("takes the token of %s", async (_, given) => {
    const { context: fake, asked } = context({ environment: {}, ...given });
    await cloudState(fake, "x", config);
    expect(asked).toEqual([["https://tfe.my-host.example/api/v2/organizations/o/workspaces/w", "Bearer T"]]);
  });

  test("without a token, and with that of another host, nothing is asked", async () => {
    const files = { "/home/.terraformrc": 'credentials "other" { token = "T" }' };
    const { context: fake, asked } = context({ environment: {}, files });
    expect(await cloudState(fake, "x", config)).toEqual(unknown("there is no token for tfe.my-host.example", any));
    expect(asked).toEqual([]);
  });
});
