/** Limits of AWS. */
export const loadBalancerLimits = {
  idleTimeoutSeconds: { min: 1, max: 4000, unit: "seconds" },
  deregistrationDelaySeconds: { min: 0, max: 3600, unit: "seconds" },
} as const;

/** A big upload survives that long while it is processed. */
export const DEFAULT_IDLE_TIMEOUT_SECONDS = 300;

/** Rule of the name that a load balancer and its target groups start with. */
export const nameRule = {
  pattern: /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]{0,18}[A-Za-z0-9])?$/,
  expected: "1 to 20 letters, digits and inner hyphens that do not start with internal-",
  fix: "shorten it; AWS allows 32 characters and the names of target groups add up to 11",
};
