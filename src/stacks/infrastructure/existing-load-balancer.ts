import type { ILoadBalancer } from "../../../modules/load-balancer";
import type { Context } from "./context";
import type { LoadBalancerParts } from "./load-balancer";

export type ExistingLoadBalancer = Extract<Context["deployment"]["loadBalancer"], { mode: "existing" }>;

/** A load balancer that the user has. */
export function existingLoadBalancer(
  _context: Context,
  _part: ExistingLoadBalancer,
  _parts: LoadBalancerParts,
): ILoadBalancer {
  throw new Error("not yet");
}
