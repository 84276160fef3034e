import type { Deployment } from "../config/schema";
import { synthesizeDeployment } from "../inspect/synthesized";
import { type CapacityCheck, checkCapacity } from "./capacity";
import { type Cost, monthlyCost } from "./cost";
import { type OptionDelta, optionDeltas } from "./options";
import type { PriceTable } from "./price-table";
import { type Load, type Size, sizeFor } from "./size";
import { withValues } from "../inspect/values";
import { type VarFile, withVarFiles } from "../inspect/var-file";

/** What `ppm-eks size` says of a deployment. */
export interface Assessment {
  readonly name: string;
  /** Only with a load. */
  readonly size?: Size;
  readonly checks: readonly CapacityCheck[];
  readonly cost: Cost;
  /** Only when asked for. */
  readonly options?: readonly OptionDelta[];
}

/**
 * Synthesizes a deployment, in memory, sizes it for a load if there is one, checks it and prices it.
 *
 * @throws UserError when a tfvars file does not fit the deployment.
 */
export function assess(
  deployment: Deployment,
  given: {
    readonly load?: Load;
    readonly varFiles: readonly VarFile[];
    readonly prices: PriceTable;
    /** Whether to price other choices too, each of which is synthesized. */
    readonly withOptions: boolean;
  },
): Assessment {
  const { load, varFiles, prices, withOptions } = given;
  const plain = synthesizeDeployment(deployment);
  const filled = withVarFiles(plain, varFiles);
  // From the defaults, which are for the measured point, whatever the files say.
  const size = load && sizeFor(load, plain);
  const final = size ? withValues(filled, size.values) : filled;
  return {
    name: deployment.name,
    ...(size && { size }),
    checks: checkCapacity(final, load?.installsPerDay),
    cost: monthlyCost(final, prices),
    ...(withOptions && { options: optionDeltas(final, prices) }),
  };
}
