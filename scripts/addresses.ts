/** Rewrites the ledger of addresses. Only after a `moved` block keeps what exists, or when nothing is deployed yet. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addressLedger } from "./checks/addresses";

writeFileSync(join(__dirname, "../__tests__/addresses.txt"), addressLedger());
