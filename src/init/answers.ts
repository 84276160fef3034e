import { UserError } from "../config/errors";
import { parseDeployment } from "../config/parse";
import { type VariableProblem, variableProblems } from "./variable-rules";

export const backends = ["local", "s3", "cloud"] as const;
export type Backend = (typeof backends)[number];

/** Parts that can exist already. A cluster is in a VPC that exists too. */
export const existingParts = ["vpc", "cluster"] as const;
export type ExistingPart = (typeof existingParts)[number];

/** What `init` needs to know. */
export interface Answers {
  /** Name of the deployment. */
  readonly name: string;
  /** Region of everything. */
  readonly region: string;
  /** Host name under which clients reach Package Manager. */
  readonly domain: string;
  readonly state: Backend;
  /** Of the S3 backend. */
  readonly stateBucket?: string;
  /** Of the S3 backend. */
  readonly stateRegion?: string;
  /** Of HCP Terraform. */
  readonly organization?: string;
  readonly existing: readonly ExistingPart[];
  /** Whether a cluster made here has a public endpoint beside the private one. */
  readonly publicEndpoint: boolean;
}

/** Flag of each answer. */
export const flags: Readonly<Record<keyof Answers, string>> = {
  name: "--name",
  region: "--region",
  domain: "--domain",
  state: "--state",
  stateBucket: "--state-bucket",
  stateRegion: "--state-region",
  organization: "--organization",
  existing: "--existing",
  publicEndpoint: "--public-endpoint",
};

/** Answers that have a default. */
export const defaults = {
  name: "ppm",
  state: "local",
  existing: [],
  publicEndpoint: false,
} as const satisfies Partial<Answers>;

/** Answers without a default that are needed beside those given. */
export function missingAnswers(given: Partial<Answers>): (keyof Answers)[] {
  const needed: (keyof Answers)[] = ["domain", "region"];
  if (given.state === "s3") needed.push("stateBucket");
  if (given.state === "cloud") needed.push("organization");
  return needed.filter((key) => given[key] === undefined);
}

/**
 * Fills in defaults and checks all answers, each by the rule of the key or variable that it becomes.
 *
 * @throws UserError with a line for each wrong, missing or useless answer, by its flag.
 */
export function completeAnswers(given: Partial<Answers>): Answers {
  const missing = missingAnswers(given);
  if (missing.length > 0) {
    const names = missing.map((key) => flags[key]).join(" and ");
    throw new UserError(
      `init asks on a terminal only, and there is no default for ${names}; give ${missing.length > 1 ? "them" : "it"}`,
    );
  }
  const { domain = "", region = "" } = given;
  const answers: Answers = {
    ...defaults,
    ...given,
    domain,
    region,
    ...(given.state === "s3" && { stateRegion: given.stateRegion ?? region }),
  };
  const problems = problemsOf(answers);
  if (problems.length > 0) throw new UserError(problems.join("\n"), problems);
  return answers;
}

/** What is wrong with answers, a line each. */
export function problemsOf(answers: Answers): string[] {
  const parsed = parseDeployment(JSON.stringify(deploymentOf(answers)));
  const ofKeys = "problems" in parsed ? parsed.problems.map(byFlag) : [];
  return [
    ...useless(answers),
    ...ofKeys,
    ...variableProblems(answers).map(({ name, text }: VariableProblem) => `${flags[name]} ${text}`),
  ];
}

const sample = { ...defaults, domain: "packages.example.com", region: "eu-central-1" };

/** What is wrong with one answer, beside others that need not be complete: `is "x", expected RULE; FIX`. */
export function problemWith(key: keyof Answers, given: Partial<Answers>): string | undefined {
  const start = `${flags[key]} `;
  return problemsOf({ ...sample, ...given })
    .find((problem) => problem.startsWith(start))
    ?.slice(start.length);
}

const flagOfKey: Readonly<Record<string, string>> = {
  name: flags.name,
  "state.bucket": flags.stateBucket,
  "state.region": flags.stateRegion,
  "state.organization": flags.organization,
};

function byFlag(problem: string): string {
  const [, key = "", rest = ""] = /^(\S+)(.*)$/.exec(problem) ?? [];
  return `${flagOfKey[key] ?? key}${rest}`;
}

/** Answers that nothing would come of. */
function useless({ state, stateBucket, stateRegion, organization, existing, publicEndpoint }: Answers): string[] {
  const problems: string[] = [];
  const refuse = (key: keyof Answers, when: string) =>
    problems.push(`${flags[key]} is given, expected only with ${when}; remove it`);
  if (state !== "s3" && stateBucket !== undefined) refuse("stateBucket", "--state s3");
  if (state !== "s3" && stateRegion !== undefined) refuse("stateRegion", "--state s3");
  if (state !== "cloud" && organization !== undefined) refuse("organization", "--state cloud");
  if (publicEndpoint && existing.includes("cluster")) refuse("publicEndpoint", "a cluster that is made here");
  return problems;
}

/** What a deployment file has to say for answers: nothing where the default is meant. */
export interface ChosenDeployment {
  readonly name: string;
  readonly state?: object;
  readonly network?: object;
  readonly cluster?: object;
}

/** The keys of the deployment file that the answers decide. */
export function deploymentOf({
  name,
  state,
  stateBucket,
  stateRegion,
  organization,
  existing,
  publicEndpoint,
}: Answers): ChosenDeployment {
  const states = {
    local: undefined,
    s3: { backend: "s3", bucket: stateBucket, region: stateRegion },
    cloud: { backend: "cloud", organization },
  };
  const hasCluster = existing.includes("cluster");
  const chosenState = states[state];
  return {
    name,
    ...(chosenState && { state: chosenState }),
    ...((existing.includes("vpc") || hasCluster) && { network: { mode: "existing" } }),
    ...(hasCluster && { cluster: { mode: "existing" } }),
    ...(publicEndpoint && !hasCluster && { cluster: { mode: "create", endpointAccess: "public" } }),
  };
}
