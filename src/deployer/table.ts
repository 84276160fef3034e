import type { Access } from "./access";
import { clusterTypes } from "./cluster";
import { networkTypes } from "./network";
import { operationTypes } from "./operations";
import { secretTypes } from "./secrets";
import { storageTypes } from "./storage";
import { trafficTypes } from "./traffic";

/** What each type asks of AWS, by type; data sources and ephemeral resources with their kind, such as `data.aws_vpc`. */
export const accessByType: Readonly<Record<string, Access>> = {
  ...networkTypes,
  ...clusterTypes,
  ...storageTypes,
  ...secretTypes,
  ...trafficTypes,
  ...operationTypes,
};
