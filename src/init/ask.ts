import type * as Clack from "@clack/prompts";
import { UserError } from "../config/errors";
import type { Terminal } from "../cli/io";
import { type Answers, type Backend, defaults, type ExistingPart, problemWith } from "./answers";

type Prompts = typeof Clack;
type Given = { -readonly [K in keyof Answers]?: Answers[K] };

interface Question {
  readonly key: keyof Answers;
  /** @default - always */
  readonly when?: (given: Given) => boolean;
  /** @returns the answer, or clack's mark of a person who cancels. */
  readonly ask: (prompts: Prompts, given: Given, terminal: Terminal) => Promise<unknown>;
}

/** Asks for a text that a rule holds for; a wrong one is refused at once. */
function textQuestion(
  key: keyof Answers,
  message: string,
  initial: (given: Given) => string = () => "",
  when?: Question["when"],
): Question {
  return {
    key,
    ...(when && { when }),
    ask: ({ text }, given, terminal) =>
      text({
        ...terminal,
        message,
        initialValue: initial(given),
        validate: (value = "") => problemWith(key, { ...given, [key]: value }),
      }),
  };
}

const isS3 = ({ state }: Given) => state === "s3";

const questions: readonly Question[] = [
  textQuestion("name", "Name of the deployment", () => defaults.name),
  textQuestion("region", "AWS region, such as eu-central-1"),
  textQuestion("domain", "Domain name of Package Manager, such as packages.example.com"),
  {
    key: "state",
    ask: ({ select }, _given, terminal) =>
      select<Backend>({
        ...terminal,
        message: "Where does Terraform keep its state?",
        options: [
          { value: "local", label: "in files beside the deployment file" },
          { value: "s3", label: "in an S3 bucket, with a lock file" },
          { value: "cloud", label: "in HCP Terraform" },
        ],
      }),
  },
  textQuestion("stateBucket", "S3 bucket of the state", undefined, isS3),
  textQuestion("stateRegion", "Region of that bucket", ({ region = "" }) => region, isS3),
  textQuestion("organization", "Organization in HCP Terraform", undefined, ({ state }) => state === "cloud"),
  {
    key: "existing",
    ask: ({ multiselect }, _given, terminal) =>
      multiselect<ExistingPart>({
        ...terminal,
        message: "What exists already? Space selects; none makes all anew",
        options: [
          { value: "vpc", label: "a VPC" },
          { value: "cluster", label: "an EKS cluster, in a VPC that exists too" },
        ],
        required: false,
      }),
  },
  {
    key: "publicEndpoint",
    when: ({ existing = [] }) => !existing.includes("cluster"),
    ask: ({ confirm }, _given, terminal) =>
      confirm({
        ...terminal,
        message: "Shall the Kubernetes API be reachable from the internet too, for addresses that you list?",
        initialValue: defaults.publicEndpoint,
      }),
  },
];

/**
 * Asks for what is not given.
 *
 * @throws UserError when the person cancels.
 */
export async function askAnswers(given: Partial<Answers>, terminal: Terminal): Promise<Partial<Answers>> {
  const prompts = await import("@clack/prompts");
  prompts.intro("A deployment of Posit Package Manager on Amazon EKS", terminal);
  const answers: Given = { ...given };
  for (const { key, when, ask } of questions) {
    if (answers[key] !== undefined || when?.(answers) === false) continue;
    Object.assign(answers, { [key]: await uncancelled(prompts, ask(prompts, answers, terminal)) });
  }
  return answers;
}

/** Asks whether files may be overwritten. @throws UserError when the person cancels. */
export async function askOverwrite(paths: readonly string[], terminal: Terminal): Promise<boolean> {
  const prompts = await import("@clack/prompts");
  const message = `Overwrite ${paths.join(", ")}?`;
  return (await uncancelled(prompts, prompts.confirm({ ...terminal, message, initialValue: false }))) === true;
}

async function uncancelled(prompts: Prompts, asked: Promise<unknown>): Promise<unknown> {
  const answer = await asked;
  if (prompts.isCancel(answer)) throw new UserError("cancelled; nothing is written");
  return answer;
}
