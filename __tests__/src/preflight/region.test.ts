import { createColors } from "picocolors";
import type { Io } from "../../../src/cli/io";
import { homeRegion } from "../../../src/preflight/judge-basics";
import { preflight } from "../../../src/preflight/preflight";
import type { Subject } from "../../../src/preflight/subject";
import { type AwsAnswer, type AwsRequest, withAws } from "../../support/aws-server";
import { preflightContext } from "../../support/preflight";

test.each([
  ["af-south-1", "us-east-1"],
  ["eu-nowhere-9", "us-east-1"],
  ["us-gov-east-1", "us-gov-west-1"],
  ["cn-northwest-1", "cn-north-1"],
  ["us-isob-east-1", "us-isob-east-1"],
  ["eusc-de-east-1", "eusc-de-east-1"],
])("of the partition of %s every account has %s", (region, home) => expect(homeRegion(region)).toBe(home));

describe("region", () => {
  const regions: AwsAnswer = {
    status: 200,
    body:
      "<DescribeRegionsResponse><regionInfo>" +
      "<item><regionName>af-south-1</regionName><optInStatus>not-opted-in</optInStatus></item>" +
      "<item><regionName>eu-west-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>" +
      "</regionInfo></DescribeRegionsResponse>",
  };
  const failure = (status: number, code: string): AwsAnswer => ({
    status,
    body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
  });

  /** As on AWS, where a region that is not enabled takes no credentials. */
  const usual = ({ region }: AwsRequest) => (region === "af-south-1" ? failure(401, "AuthFailure") : regions);

  async function check(region: string, answer: (request: AwsRequest) => AwsAnswer = usual) {
    let printed = "";
    const asked = await withAws(answer, async () => {
      const { context } = preflightContext({
        values: { region },
        subject: { deployment: { name: "ppm" } as Subject["deployment"] },
      });
      const io = {
        environment: process.env,
        colours: createColors(false),
        print: (text: string) => void (printed += text),
        progress: () => undefined,
        fail: () => undefined,
      };
      await preflight(io as Partial<Io> as Io, context.subject, { only: ["region"], json: true });
    });
    const { checks } = JSON.parse(printed) as { checks: { findings: { status: string; text: string }[] }[] };
    return { finding: checks[0]?.findings[0], regions: asked.map((request) => request.region) };
  }

  test("one that is not enabled is not asked itself", async () => {
    expect(await check("af-south-1")).toEqual({
      finding: expect.objectContaining({
        status: "failed",
        text: "af-south-1 is not enabled in this account",
      }) as object,
      regions: ["us-east-1"],
    });
  });

  test("one that is none, and one that is enabled", async () => {
    expect((await check("eu-nowhere-9")).finding).toMatchObject({ text: "AWS knows no region eu-nowhere-9" });
    expect((await check("eu-west-1")).finding).toEqual({ status: "passed", text: "eu-west-1 is enabled" });
  });

  test("is asked itself where an organization denies the others", async () => {
    const denied = ({ region }: AwsRequest) =>
      region === "us-east-1" ? failure(403, "UnauthorizedOperation") : regions;
    expect(await check("eu-west-1", denied)).toEqual({
      finding: { status: "passed", text: "eu-west-1 is enabled" },
      regions: ["us-east-1", "eu-west-1"],
    });
  });

  test("without the permission, says which", async () => {
    const { finding } = await check("eu-west-1", () => failure(403, "UnauthorizedOperation"));
    expect(finding).toMatchObject({ status: "unknown", text: "access denied to ec2:DescribeRegions" });
  });
});
