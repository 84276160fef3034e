# What a team has already: made with plain Terraform, apart from this project's stacks, which then use it.

terraform {
  required_version = ">= 1.11.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

variable "region" {
  type = string
}

variable "domain" {
  type = string
}

provider "aws" {
  region = var.region
}

data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

locals {
  name  = "platform"
  zones = [for letter in ["a", "b", "c"] : "${var.region}${letter}"]
}

resource "aws_kms_key" "this" {
  description         = "Everything of the platform"
  enable_key_rotation = true
}

resource "aws_route53_zone" "this" {
  name = var.domain
}

resource "aws_s3_bucket" "this" {
  bucket = "platform-packages-${data.aws_caller_identity.this.account_id}"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

# Ones that the stacks must find fault with: one answers without TLS, and everybody may read the other.
resource "aws_s3_bucket" "plain" {
  bucket = "platform-plain-${data.aws_caller_identity.this.account_id}"
}

resource "aws_s3_bucket_policy" "plain" {
  bucket = aws_s3_bucket.plain.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Account"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:root" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.plain.arn}/*"
    }]
  })
}

resource "aws_s3_bucket" "public" {
  bucket = "platform-public-${data.aws_caller_identity.this.account_id}"
}

resource "aws_s3_bucket_policy" "public" {
  bucket = aws_s3_bucket.public.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Everybody"
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.public.arn}/*"
    }]
  })
}

resource "aws_kms_key" "disabled" {
  description = "One that the stacks must find fault with"
  is_enabled  = false
}

resource "aws_secretsmanager_secret" "this" {
  for_each    = toset(["encryption-key", "database", "database-master", "license"])
  name        = "${local.name}/${each.key}"
  kms_key_id  = aws_kms_key.this.arn
  description = "Kept by the platform team"
}
