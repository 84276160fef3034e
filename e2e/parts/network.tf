resource "aws_vpc" "this" {
  cidr_block           = "10.8.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "public" {
  count             = 3
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = local.zones[count.index]
  tags              = { "kubernetes.io/role/elb" = "1" }
}

resource "aws_subnet" "private" {
  count             = 3
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, 1 + count.index)
  availability_zone = local.zones[count.index]
  tags              = { "kubernetes.io/role/internal-elb" = "1" }
}

resource "aws_subnet" "database" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, 10 + count.index)
  availability_zone = local.zones[count.index]
}

# A second subnet in a zone that has one.
resource "aws_subnet" "same_zone" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, 12)
  availability_zone = local.zones[0]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  count          = 3
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public[0].id
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route" "nat" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this.id
}

resource "aws_route_table_association" "private" {
  count          = 3
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

# Without the role tag, and too small for nodes and pods.
resource "aws_subnet" "private_small" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 12, 208)
  availability_zone = local.zones[1]
}

resource "aws_route_table_association" "private_small" {
  subnet_id      = aws_subnet.private_small.id
  route_table_id = aws_route_table.private.id
}

resource "aws_subnet" "public_untagged" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, 14)
  availability_zone = local.zones[1]
}

resource "aws_route_table_association" "public_untagged" {
  subnet_id      = aws_subnet.public_untagged.id
  route_table_id = aws_route_table.public.id
}

# A second network, which nothing of the platform is in.
resource "aws_vpc" "other" {
  cidr_block           = "10.9.0.0/16"
  enable_dns_support   = false
  enable_dns_hostnames = false
}

resource "aws_subnet" "other" {
  count             = 2
  vpc_id            = aws_vpc.other.id
  cidr_block        = cidrsubnet(aws_vpc.other.cidr_block, 8, count.index)
  availability_zone = local.zones[count.index]
}

resource "aws_security_group" "other" {
  name   = "${local.name}-other"
  vpc_id = aws_vpc.other.id
}

resource "aws_route53_zone" "private" {
  name = var.domain
  vpc {
    vpc_id = aws_vpc.this.id
  }
}

# The database's subnets and the one of the same zone have the VPC's main route table, without a way out.
