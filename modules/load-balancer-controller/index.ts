export * from "./controller-values";
export * from "./load-balancer-controller";
export * from "./permissions";
