/**
 * `npm run plan:check -- plan.json [stack folder]`: fails when a plan would destroy or replace a resource that the stack
 * adopts or protects. Ends with 1 then, with 2 when it cannot tell.
 */
import { resolve } from "node:path";
import { UserError } from "../src/config/errors";
import { checkPlan } from "../src/plan/plan-check";
import { readPlan } from "../src/plan/plan-files";

// Where the user is; npm runs scripts in the project's root.
const here = process.env.INIT_CWD ?? process.cwd();

try {
  const [plan, folder, ...others] = process.argv.slice(2);
  if (plan === undefined || others.length > 0) {
    const given = plan === undefined ? "missing" : `followed by ${others.length + 1} arguments`;
    throw new UserError(`plan file is ${given}, expected it and at most a folder; write \`plan.json [stack folder]\``);
  }
  const read = readPlan(resolve(here, plan), folder === undefined ? undefined : resolve(here, folder));
  const { summary, problems } = checkPlan(read.plan, read.stack);
  for (const problem of problems) console.error(problem);
  console.log(`${plan}: ${summary}; ${problems.length === 0 ? "none is destroyed or replaced" : "see above"}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 2;
}
