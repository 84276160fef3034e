import { type Answers, completeAnswers, deploymentOf, missingAnswers, problemWith } from "../../../src/init/answers";

const given = { domain: "packages.example.com", region: "eu-central-1" };
const messageOf = (answers: Partial<Answers>): string => {
  try {
    completeAnswers(answers);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("completeAnswers", () => {
  test("fills in the defaults, which are the reference architecture", () => {
    const answers = completeAnswers(given);
    expect(answers).toEqual({ ...given, name: "ppm", state: "local", existing: [], publicEndpoint: false });
    expect(deploymentOf(answers)).toEqual({ name: "ppm" });
  });

  test("takes the region of everything for that of the state, unless another is given", () => {
    const s3 = { ...given, state: "s3", stateBucket: "states" } as const;
    expect(completeAnswers(s3).stateRegion).toBe("eu-central-1");
    expect(completeAnswers({ ...s3, stateRegion: "us-east-1" }).stateRegion).toBe("us-east-1");
  });

  test.each<[Partial<Answers>, string]>([
    [{}, "--domain and --region; give them"],
    [{ region: "eu-central-1" }, "--domain; give it"],
    [{ ...given, state: "s3" }, "--state-bucket; give it"],
    [{ ...given, state: "cloud" }, "--organization; give it"],
  ])("%j lacks %s", (answers, names) => {
    expect(messageOf(answers)).toBe(`init asks on a terminal only, and there is no default for ${names}`);
  });

  test.each<[Partial<Answers>, string]>([
    [
      { name: "X" },
      '--name is "X", expected 2 to 20 characters: a-z, 0-9 and single hyphens, starting with a letter, not ending in a hyphen; shorten or rename it',
    ],
    [
      { region: "eu" },
      '--region is "eu", expected a region code; take one from the AWS documentation, such as eu-central-1',
    ],
    [
      { domain: "https://x.example" },
      '--domain is "https://x.example", expected a full domain name in lower case; write it like packages.example.com, without https:// and without a dot at the end',
    ],
    [
      { domain: "packages" },
      '--domain is "packages", expected a full domain name in lower case; write it like packages.example.com, without https:// and without a dot at the end',
    ],
    [
      { state: "s3", stateBucket: "S" },
      '--state-bucket is "S", expected the name of an S3 bucket: 3 to 63 characters a-z, 0-9, hyphen and dot; copy it from the S3 console',
    ],
    [
      { state: "s3", stateBucket: "states", stateRegion: "x" },
      '--state-region is "x", expected a region code such as eu-central-1; take that of the bucket',
    ],
    [
      { state: "cloud", organization: "a b" },
      '--organization is "a b", expected the name of an organization: 3 to 40 letters, digits, hyphens and underscores; copy it from HCP Terraform',
    ],
    [{ stateBucket: "states" }, "--state-bucket is given, expected only with --state s3; remove it"],
    [{ stateRegion: "eu-central-1" }, "--state-region is given, expected only with --state s3; remove it"],
    [{ organization: "acme" }, "--organization is given, expected only with --state cloud; remove it"],
    [
      { existing: ["cluster"], publicEndpoint: true },
      "--public-endpoint is given, expected only with a cluster that is made here; remove it",
    ],
  ])("refuses %j by its flag", (answers, message) => {
    expect(messageOf({ ...given, ...answers })).toBe(message);
  });

  test("reports every problem at once", () => {
    expect(messageOf({ name: "X", domain: "x", region: "eu" }).split("\n")).toHaveLength(3);
  });
});

test("missingAnswers looks at the backend", () => {
  expect(missingAnswers({})).toEqual(["domain", "region"]);
  expect(missingAnswers({ ...given, state: "s3" })).toEqual(["stateBucket"]);
  expect(missingAnswers(given)).toEqual([]);
});

test("problemWith judges one answer before the others are there", () => {
  expect(problemWith("stateBucket", { state: "s3", stateBucket: "S" })).toMatch(
    /^is "S", expected the name of an S3 bucket/,
  );
  expect(problemWith("stateBucket", { state: "s3", stateBucket: "states" })).toBeUndefined();
  expect(problemWith("domain", { domain: "" })).toMatch(/^is "", expected a full domain name/);
});

test("a cluster that exists is in a VPC that exists", () => {
  expect(deploymentOf(completeAnswers({ ...given, existing: ["cluster"] }))).toEqual({
    name: "ppm",
    network: { mode: "existing" },
    cluster: { mode: "existing" },
  });
});
