export * from "./database";
export type { DatabaseProps } from "./props";
export type { RestoreSource } from "./restore";
