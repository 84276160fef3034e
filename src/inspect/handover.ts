import { resolveStacks } from "./resolved";
import type { Synthesized } from "./synthesized";
import type { Json } from "./terraform-json";

/**
 * Gives the variables by which the application stack takes what the infrastructure stack made (`handover: variables`) the
 * values of the outputs that are copied into them, so that both are seen as one. With `remoteState` nothing changes.
 */
export function withHandover<T extends Pick<Synthesized, "stacks" | "inputs">>(synthesized: T): T {
  const { stacks, inputs } = synthesized;
  const outputs = resolveStacks(stacks, inputs).infrastructure.output ?? {};
  const copied = Object.keys(stacks.application.variable ?? {}).flatMap((name): [string, Json][] => {
    const value = outputs[name]?.value;
    const isOpen =
      (inputs.application[name] ?? null) === null && !("default" in (stacks.application.variable?.[name] ?? {}));
    return isOpen && value !== undefined ? [[name, value]] : [];
  });
  if (copied.length === 0) return synthesized;
  return {
    ...synthesized,
    inputs: { ...inputs, application: { ...inputs.application, ...Object.fromEntries(copied) } },
  };
}
