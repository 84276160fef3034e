export type { SecretProps } from "./define-secret";
export * from "./existing-password";
export * from "./generated-key";
export * from "./generated-password";
export * from "./given-secret";
export * from "./secret";
