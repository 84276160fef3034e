export * from "./controller-values";
export * from "./installed-controller";
export * from "./load-balancer-controller";
export * from "./permissions";
