import { join } from "node:path";
import { command, commandFailure } from "../../e2e/processes";
import { installPythonEnvironment } from "../../e2e/python-environment";
import { cacheFolder } from "../../e2e/work-folder";

/** One check of one resource. */
export interface Finding {
  /** Such as `CKV_AWS_16`. */
  readonly check: string;
  readonly title: string;
  readonly passed: boolean;
  /** Name of the plan's file, without `.json`. */
  readonly plan: string;
  readonly address: string;
}

/** Python environment with checkov and what it brings. */
export const checkovEnvironment = join(cacheFolder, "checkov");
const requirements = join(__dirname, "requirements.txt");

/** Makes checkov's Python environment, where it is not there. */
export async function installCheckov(): Promise<void> {
  await installPythonEnvironment(checkovEnvironment, requirements);
}

/** What is used here of checkov's report. */
interface Report {
  readonly results: Readonly<Record<"passed_checks" | "failed_checks", readonly Checked[]>> & {
    readonly parsing_errors: readonly string[];
  };
}

interface Checked {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

/**
 * Checks every plan of a folder (`NAME.json`, as `terraform show -json` prints it).
 *
 * @throws Error when checkov cannot read one of them.
 */
export async function runCheckov(plans: string): Promise<Finding[]> {
  const args = ["--directory", plans, "--framework", "terraform_plan", "--output", "json", "--compact"];
  const result = await command(
    join(checkovEnvironment, "bin", "checkov"),
    [...args, "--soft-fail", "--skip-download"],
    {
      cwd: plans,
      // Of the user's own set-up nothing gets in; it needs no network.
      env: { PATH: process.env.PATH, HOME: plans, LOG_LEVEL: "ERROR" },
    },
  );
  if (result.code !== 0) throw new Error(commandFailure("checkov", result));
  return findingsOf(result.stdout);
}

/** Reads checkov's JSON, which is a list where more than one framework reports. */
export function findingsOf(output: string): Finding[] {
  return [JSON.parse(output) as Report | Report[]].flat().flatMap(({ results }) => {
    if (results.parsing_errors.length > 0) throw new Error(`checkov cannot read ${results.parsing_errors.join(", ")}`);
    const of = (checked: readonly Checked[], passed: boolean) =>
      checked.map(({ check_id, check_name, file_path, resource }) => ({
        check: check_id,
        title: check_name,
        passed,
        plan: file_path.replace(/^.*\//, "").replace(/\.json$/, ""),
        address: resource,
      }));
    return [...of(results.passed_checks, true), ...of(results.failed_checks, false)];
  });
}
