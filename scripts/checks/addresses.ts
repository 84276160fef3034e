import { shape, shapeNames } from "./shapes";
import { blocksOf, type TerraformJson } from "../../src/inspect/terraform-json";

/** Addresses of everything that Terraform remembers or that a `moved` block may name, sorted. */
export function addressesOf(json: TerraformJson): string[] {
  return blocksOf(json)
    .map(({ address }) => address)
    .sort();
}

/** The ledger of every shape's addresses, as the committed file has it. */
export function addressLedger(): string {
  const sections = shapeNames.flatMap((name) =>
    shape(name).names.map((stack) => [`# ${name} ${stack}`, ...addressesOf(shape(name).stacks[stack])].join("\n")),
  );
  return `${sections.join("\n\n")}\n`;
}
