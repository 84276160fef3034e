import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, type TerraformResource, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { BaseStack } from "../../../src/stacks/base-stack";

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
