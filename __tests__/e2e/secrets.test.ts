import { leaks } from "../../e2e/secrets";

const secret = 'a "quoted" secret of some length';
const secrets = new Map([["ppm/license", secret]]);
const search = (text: string) => leaks(new Map([["state", `marker ${text}`]]), secrets, "marker");

describe("leaks", () => {
  test("finds nothing where there is nothing", () => {
    expect(search("and other text")).toEqual([]);
  });

  test.each([
    ["plain", secret],
    ["in JSON", JSON.stringify({ value: secret })],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["at the start of something in base64", Buffer.from(`${secret} and more`).toString("base64")],
  ])("finds a secret %s, without showing it", (_, text) => {
    expect(search(text)).toEqual(["state: holds the value of ppm/license"]);
  });

  test("reports a text that was not read", () => {
    expect(leaks(new Map([["state", ""]]), secrets, "marker")).toEqual([
      "state: does not even hold marker, so the search proves nothing",
    ]);
  });
});
