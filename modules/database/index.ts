export * from "./database";
export type { DatabaseProps } from "./props";
