import { type Access, access, passRole } from "./access";

const ec2 = (...kinds: string[]): string[] => kinds.map((kind) => `ec2:${kind}/*`);
const TAGS = "CreateTags";
const UNTAG = "CreateTags DeleteTags";

const securityGroupRule = (direction: "Ingress" | "Egress"): Access =>
  access("ec2", ec2("security-group", "security-group-rule"), {
    read: "DescribeSecurityGroupRules DescribeSecurityGroups",
    create: `AuthorizeSecurityGroup${direction} ${TAGS}`,
    update: `ModifySecurityGroupRules ${UNTAG}`,
    delete: `RevokeSecurityGroup${direction}`,
  });

const described = (names: string): Access => access("ec2", ["*"], { read: names });

/** Types of EC2 and VPC. EC2's things have ids, no names, so its ARNs end in a star. */
export const networkTypes: Readonly<Record<string, Access>> = {
  aws_vpc: access("ec2", ec2("vpc"), {
    read: "DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
    create: `CreateVpc ModifyVpcAttribute ${TAGS}`,
    update: `ModifyVpcAttribute ${UNTAG}`,
    delete: "DeleteVpc",
  }),
  aws_default_security_group: access("ec2", ec2("security-group"), {
    read: "DescribeSecurityGroups DescribeSecurityGroupRules",
    create: `RevokeSecurityGroupIngress RevokeSecurityGroupEgress ${TAGS}`,
    update: `RevokeSecurityGroupIngress RevokeSecurityGroupEgress AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress ${UNTAG}`,
  }),
  aws_subnet: access("ec2", ec2("subnet", "vpc"), {
    read: "DescribeSubnets",
    create: `CreateSubnet ModifySubnetAttribute ${TAGS}`,
    update: `ModifySubnetAttribute ${UNTAG}`,
    delete: "DeleteSubnet DescribeNetworkInterfaces",
  }),
  aws_internet_gateway: access("ec2", ec2("internet-gateway", "vpc"), {
    read: "DescribeInternetGateways",
    create: `CreateInternetGateway AttachInternetGateway ${TAGS}`,
    update: UNTAG,
    delete: "DetachInternetGateway DeleteInternetGateway",
  }),
  aws_eip: access("ec2", ec2("elastic-ip", "natgateway", "network-interface"), {
    read: "DescribeAddresses DescribeAddressesAttribute",
    create: `AllocateAddress ${TAGS}`,
    update: UNTAG,
    delete: "DisassociateAddress ReleaseAddress",
  }),
  aws_nat_gateway: access("ec2", ec2("natgateway", "subnet", "elastic-ip"), {
    read: "DescribeNatGateways",
    create: `CreateNatGateway ${TAGS}`,
    update: UNTAG,
    delete: "DeleteNatGateway",
  }),
  aws_route_table: access("ec2", ec2("route-table", "vpc"), {
    read: "DescribeRouteTables",
    create: `CreateRouteTable ${TAGS}`,
    update: UNTAG,
    delete: "DeleteRouteTable DisassociateRouteTable",
  }),
  aws_route: access("ec2", ec2("route-table"), {
    read: "DescribeRouteTables",
    create: "CreateRoute",
    update: "ReplaceRoute",
    delete: "DeleteRoute",
  }),
  aws_route_table_association: access("ec2", ec2("route-table", "subnet"), {
    read: "DescribeRouteTables",
    create: "AssociateRouteTable",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  }),
  aws_vpc_endpoint: access("ec2", ec2("vpc-endpoint", "vpc", "route-table", "subnet", "security-group"), {
    read: "DescribeVpcEndpoints DescribePrefixLists",
    create: `CreateVpcEndpoint ${TAGS}`,
    update: `ModifyVpcEndpoint ${UNTAG}`,
    delete: "DeleteVpcEndpoints",
  }),
  aws_security_group: access("ec2", ec2("security-group", "vpc"), {
    read: "DescribeSecurityGroups",
    // AWS adds a rule to each new one that lets everything out; Terraform takes it away.
    create: `CreateSecurityGroup RevokeSecurityGroupEgress ${TAGS}`,
    update: UNTAG,
    delete: "DeleteSecurityGroup DescribeNetworkInterfaces",
  }),
  aws_vpc_security_group_ingress_rule: securityGroupRule("Ingress"),
  aws_vpc_security_group_egress_rule: securityGroupRule("Egress"),
  aws_flow_log: access(
    "ec2",
    ec2("vpc-flow-log", "vpc"),
    {
      read: "DescribeFlowLogs",
      create: `CreateFlowLogs ${TAGS}`,
      update: UNTAG,
      delete: "DeleteFlowLogs",
    },
    { create: [passRole("vpc-flow-logs.amazonaws.com")] },
  ),
  aws_launch_template: access("ec2", ec2("launch-template"), {
    read: "DescribeLaunchTemplates DescribeLaunchTemplateVersions",
    create: `CreateLaunchTemplate ${TAGS}`,
    update: `CreateLaunchTemplateVersion ModifyLaunchTemplate ${UNTAG}`,
    delete: "DeleteLaunchTemplate",
  }),
  "data.aws_availability_zones": described("DescribeAvailabilityZones"),
  "data.aws_ec2_instance_type": described("DescribeInstanceTypes"),
  "data.aws_ec2_instance_type_offerings": described("DescribeInstanceTypeOfferings"),
  "data.aws_route_table": described("DescribeRouteTables"),
  "data.aws_route_tables": described("DescribeRouteTables"),
  "data.aws_security_group": described("DescribeSecurityGroups"),
  "data.aws_subnet": described("DescribeSubnets"),
  "data.aws_vpc": access("ec2", ec2("vpc"), { read: "DescribeVpcs DescribeVpcAttribute DescribeRouteTables" }),
  "data.aws_vpc_peering_connections": described("DescribeVpcPeeringConnections"),
};
