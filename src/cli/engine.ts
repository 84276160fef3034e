import { setFlagsFromString } from "node:v8";

/** From about here on, the time that V8 takes to optimize code comes back. */
const MANY_DEPLOYMENTS = 20;

/** Lets V8 optimize code in a run that is long enough; `ppm-eks` starts without (scripts/bundle/run.cjs). */
export function prepareFor(deployments: readonly unknown[]): void {
  if (deployments.length > MANY_DEPLOYMENTS) setFlagsFromString("--opt");
}
