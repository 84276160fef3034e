import { writeFileSync } from "node:fs";
import { documents } from "./docs/documents";

for (const [path, contents] of documents()) {
  writeFileSync(path, contents);
  console.log(path);
}
