# A team's own root module: its backend and its provider are what the child modules use.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
  backend "local" {
    path = "team.tfstate"
  }
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { Owner = "platform-team" }
  }
}

variable "license" {
  type      = string
  ephemeral = true
  sensitive = true
}
