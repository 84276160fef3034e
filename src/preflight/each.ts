import { isMissing } from "../aws/errors";
import { failed, type Finding, noValue, wrongOr } from "./check";
import type { Subject } from "./subject";
import { listOf, textOf } from "./values";

/**
 * Looks at each thing that variables name; several may name the same one. Those that are left out on purpose are left out
 * here.
 *
 * @param look says what is wrong with one, or nothing.
 * @param fix when there is none of that name.
 */
export async function eachNamed(
  subject: Subject,
  variables: readonly string[],
  look: (value: string) => Promise<Finding | undefined>,
  fix: (variable: string) => string,
): Promise<Finding[]> {
  const open = variables.filter((name) => subject.missing.includes(name)).map(noValue);
  const given = variables.flatMap((name) => {
    const value = textOf(subject, name);
    return (value === undefined ? listOf(subject, name) : [value]).map((one) => ({ name, value: one }));
  });
  const findings = await Promise.all(
    given.map(async ({ name, value }) => {
      try {
        return await look(value);
      } catch (error) {
        if (!isMissing(error)) throw error;
        return failed(`${name} is ${value}, which does not exist`, fix(name));
      }
    }),
  );
  const wrong = [...open, ...findings.filter((finding) => finding !== undefined)];
  return wrongOr(wrong, given.length === 1 ? String(given[0]?.value) : `all ${given.length} are there`);
}
