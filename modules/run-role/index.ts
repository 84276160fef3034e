export * from "./permissions";
export * from "./run-identity";
export * from "./run-role";
