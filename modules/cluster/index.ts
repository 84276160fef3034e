export type { AddOnVersions } from "./add-ons";
export * from "./cluster";
export * from "./container-insights";
export type { ClusterLookup, NodeKeeper } from "./existing-cluster";
export type { IClusterNodes, NodeScaling } from "./node-group";
