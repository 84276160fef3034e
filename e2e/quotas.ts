import type { Amendment } from "./amendments";

/** Quotas by code, as Service Quotas would answer; undefined where the account has none of its own. */
export type Quotas = Record<string, number | undefined>;

/** AWS's defaults for what a deployment needs, of vCPUs more: new accounts start with fewer than three nodes need. */
export const usualQuotas: Readonly<Quotas> = {
  "L-1216C47A": 64,
  "L-0263D0A3": 5,
  "L-F678F1CE": 5,
  "L-FE5A380F": 5,
};

/** Answers in place of the emulator, which has no Service Quotas, with what `quotas` holds at the moment. */
export function aboutQuotas(quotas: () => Quotas): Amendment {
  return ({ service, action, request }) => {
    if (service !== "servicequotas" || action !== "GetServiceQuota") return undefined;
    const { ServiceCode, QuotaCode } = JSON.parse(request.slice(request.indexOf("\n"))) as Record<string, string>;
    return JSON.stringify({ Quota: { ServiceCode, QuotaCode, Value: quotas()[QuotaCode ?? ""] } });
  };
}
