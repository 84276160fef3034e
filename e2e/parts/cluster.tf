data "aws_iam_policy_document" "eks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "eks" {
  name               = "${local.name}-eks"
  assume_role_policy = data.aws_iam_policy_document.eks.json
}

resource "aws_eks_cluster" "this" {
  name     = local.name
  role_arn = aws_iam_role.eks.arn
  version  = "1.35"
  access_config {
    authentication_mode = "API"
  }
  vpc_config {
    subnet_ids              = aws_subnet.private[*].id
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}

# Clusters that the stacks must find fault with.
resource "aws_eks_cluster" "old" {
  name     = "${local.name}-old"
  role_arn = aws_iam_role.eks.arn
  version  = "1.30"
  vpc_config {
    subnet_ids = aws_subnet.other[*].id
  }
}

resource "aws_eks_cluster" "config_map" {
  name     = "${local.name}-config-map"
  role_arn = aws_iam_role.eks.arn
  version  = "1.35"
  access_config {
    authentication_mode = "CONFIG_MAP"
  }
  vpc_config {
    subnet_ids = aws_subnet.private[*].id
  }
}

resource "aws_eks_addon" "pod_identity" {
  cluster_name  = aws_eks_cluster.this.name
  addon_name    = "eks-pod-identity-agent"
  addon_version = "v1.3.10-eksbuild.2"
}

resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_security_group" "nodes" {
  name   = "${local.name}-nodes"
  vpc_id = aws_vpc.this.id
}

# Roles of Package Manager's pods and of the controller, where nobody else may make them.
data "aws_iam_policy_document" "pods" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.this.arn]
    }
  }
}

resource "aws_iam_role" "package_manager" {
  name               = "${local.name}-package-manager"
  assume_role_policy = data.aws_iam_policy_document.pods.json
}

resource "aws_iam_role" "terraform" {
  for_each           = toset(["stacks", "hosted-zone"])
  name               = "${local.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.account.json
}

data "aws_iam_policy_document" "account" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:root"]
    }
  }
}

resource "aws_iam_role" "controller" {
  name               = "${local.name}-controller"
  assume_role_policy = data.aws_iam_policy_document.pods.json
}
