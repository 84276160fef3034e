export type { SecretProps } from "./define-secret";
export * from "./generated-key";
export * from "./generated-password";
export * from "./given-secret";
export * from "./secret";
