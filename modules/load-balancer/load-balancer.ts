import type { IConstruct } from "constructs";
import type { IPeer } from "../core";

/** An Application Load Balancer with one target group, created here or brought by the user. */
export interface ILoadBalancer extends IConstruct, IPeer {
  readonly targetGroupArn: string;
  /** Public address with scheme and without a trailing slash. */
  readonly url: string;
  /** Seconds for which a leaving target still gets its open requests. */
  readonly deregistrationDelaySeconds: number;
}
