/**
 * Rewrites the ledgers of addresses and of policies. Only after a `moved` block keeps what exists, or when nothing is deployed yet, and
 * with a look at each policy that changes.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addressLedger } from "./checks/addresses";
import { policyLedger } from "./checks/policies";

writeFileSync(join(__dirname, "../__tests__/addresses.txt"), addressLedger());
writeFileSync(join(__dirname, "../__tests__/policies.txt"), policyLedger());
