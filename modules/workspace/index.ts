export * from "./agent-pool";
export * from "./project";
export * from "./variable-set";
export * from "./workspace";
