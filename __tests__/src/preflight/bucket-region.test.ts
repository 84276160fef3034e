import { awsClients } from "../../../src/aws/clients";
import { type Context, failed, passed } from "../../../src/preflight/check";
import { bucket } from "../../../src/preflight/parts";
import { s3State } from "../../../src/preflight/state-s3";
import { type AwsAnswer, type AwsRequest, withAws } from "../../support/aws-server";
import { preflightContext } from "../../support/preflight";

const any = expect.any(String) as string;

/** As S3 does: a bucket of another region answers only who signs for that. */
function s3({ region, path }: AwsRequest): AwsAnswer {
  const [, name = "", ...key] = path.split("/");
  const home = name === "elsewhere" ? "us-west-2" : "eu-central-1";
  const headers = { "x-amz-bucket-region": home };
  if (region !== home) return { status: 301, headers };
  if (key.join("") === "") return { status: 200, headers };
  return { status: 404, body: "<Error><Code>NoSuchKey</Code><Message>no</Message></Error>" };
}

async function inAws<T>(run: (context: Context) => T | Promise<T>): Promise<T> {
  const found: T[] = [];
  await withAws(s3, async () => {
    const { context } = preflightContext({ values: { region: "eu-central-1", bucket_name: "elsewhere" } });
    const aws = awsClients({ environment: process.env, region: "eu-central-1" });
    const io = { environment: process.env } as Context["io"];
    found.push(await run({ ...context, aws, io }));
  });
  return found[0] as T;
}

test("a bucket of another region", async () => {
  expect(await inAws(bucket)).toEqual([
    failed("elsewhere is in us-west-2, while region is eu-central-1", "take a bucket of that region"),
  ]);
});

describe("a state", () => {
  const config = { key: "ppm.tfstate", region: "eu-central-1" };
  test("in a bucket of another region", async () => {
    expect(await inAws((context) => s3State(context, "ppm", { ...config, bucket: "elsewhere" }))).toEqual(
      failed("the bucket elsewhere of ppm is in us-west-2, while state.region is eu-central-1", any),
    );
  });
  test("in a bucket of its region", async () => {
    expect(await inAws((context) => s3State(context, "ppm", { ...config, bucket: "states" }))).toEqual(
      passed("s3://states/ppm.tfstate can be reached, not locked"),
    );
  });
});
