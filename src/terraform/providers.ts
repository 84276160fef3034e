/** Write-only arguments and ephemeral resources need Terraform 1.11. */
export const requiredTerraformVersion = ">= 1.11.0";
