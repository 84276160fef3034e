export * from "./access-logs";
export type { LoadBalancerTls } from "./listeners";
export * from "./load-balancer";
export { type Targets, targetPorts } from "./target-group";
export * from "./web-application-firewall";
