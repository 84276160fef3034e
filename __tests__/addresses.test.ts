import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformResource, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { addressLedger, addressesOf } from "../scripts/checks/addresses";
import { shape, shapeNames } from "../scripts/checks/shapes";
import { stackNames } from "../scripts/checks/terraform-json";
import { BaseStack } from "../src/stacks/base-stack";

describe("addresses", () => {
  test("are those of the ledger", () => {
    const committed = readFileSync(join(__dirname, "addresses.txt"), "utf8").split("\n");
    const now = addressLedger().split("\n");
    const difference = [...marked("-", committed, now), ...marked("+", now, committed)];
    const explanation =
      "Addresses changed. Terraform destroys what has lost its address and creates it anew, unless a `moved` block says " +
      "where it went. Add one for each address that was renamed, then write the ledger with `npm run addresses`.";
    expect(difference.length === 0 ? [] : [explanation, ...difference]).toEqual([]);
    expect(now).toEqual(committed);
  });

  test.each(shapeNames)("of %s are readable: snake_case, without a hash, named for what is there", (name) => {
    const names = stackNames
      .flatMap((stack) => addressesOf(shape(name).stacks[stack]))
      .map((address) => address.split(".").at(-1) ?? "");
    expect(names.filter((one) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(one))).toEqual([]);
    expect(names.filter((one) => /_?[0-9A-F]{8}$/i.test(one) && /\d/.test(one))).toEqual([]);
    expect(names.filter((one) => /(^|_)resource$/.test(one))).toEqual([]);
  });
});

describe("BaseStack", () => {
  class Stack extends BaseStack {}
  const stack = (): TerraformStack => new Stack(new App({ stackTraces: false }), "stack");
  const vpc = (scope: Construct, id: string): Vpc => new Vpc(scope, id, {});

  const address = (resource: TerraformResource): string =>
    `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

  test("makes the address of the path, without Resource at its end", () => {
    const main = stack();
    const network = new Construct(main, "Network");
    expect(address(vpc(network, "Resource"))).toBe("aws_vpc.network");
    expect(address(vpc(new Construct(network, "HTTPZone2"), "Default"))).toBe("aws_vpc.network_http_zone_2_default");
  });

  test("refuses two constructs with one address, which cdktf would merge", () => {
    const main = stack();
    expect(address(vpc(new Construct(main, "A"), "BC"))).toBe("aws_vpc.a_bc");
    const second = vpc(main, "A_BC");
    expect(() => address(second)).toThrow(
      "stack/A/BC and stack/A_BC would both be Vpc(aws_vpc).a_bc; rename one of the two constructs",
    );
  });

  test("lets different types share a name, and one construct ask twice", () => {
    const main = stack();
    const network = vpc(new Construct(main, "A"), "Resource");
    const subnet = new Subnet(main, "A_Resource", { vpcId: network.id });
    expect([network, network, subnet].map(address)).toEqual(["aws_vpc.a", "aws_vpc.a", "aws_subnet.a_resource"]);
  });
});

function marked(sign: string, lines: readonly string[], others: readonly string[]): string[] {
  const count = (list: readonly string[], line: string): number => list.filter((one) => one === line).length;
  return [...new Set(lines)]
    .filter((line) => count(lines, line) > count(others, line))
    .map((line) => `${sign} ${line}`);
}
