import { resolveStacks } from "./resolved";
import type { Synthesized } from "./synthesized";
import type { Json } from "./terraform-json";

/**
 * Gives the variables by which the application stack takes what the infrastructure stack made (`handover: variables`) the
 * values of the outputs that are copied into them, so that both are seen as one. With `remoteState` nothing changes.
 */
export function withHandover<T extends Pick<Synthesized, "stacks" | "inputs">>(synthesized: T): T {
  const { stacks, inputs } = synthesized;
  const open = Object.entries(stacks.application.variable ?? {})
    .filter(([name, block]) => (inputs.application[name] ?? null) === null && !("default" in block))
    .map(([name]) => name);
  // To resolve takes a while, and most deployments hand nothing over by variables.
  if (open.length === 0) return synthesized;
  const outputs = resolveStacks(stacks, inputs).infrastructure.output ?? {};
  const copied = open.flatMap((name): [string, Json][] => {
    const value = outputs[name]?.value;
    return value === undefined ? [] : [[name, value]];
  });
  if (copied.length === 0) return synthesized;
  return {
    ...synthesized,
    inputs: { ...inputs, application: { ...inputs.application, ...Object.fromEntries(copied) } },
  };
}
