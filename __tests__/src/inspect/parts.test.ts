import { shape, shapeNames } from "../../../scripts/checks/shapes";
import { partOf, partTitles } from "../../../src/inspect/parts";
import { blocksOf, stackRoles } from "../../../src/inspect/terraform-json";

describe("partOf", () => {
  test.each(shapeNames)("knows every address of %s", (name) => {
    const { stacks } = shape(name);
    const blocks = stackRoles.flatMap((stack) => blocksOf(stacks[stack]));
    expect(blocks.filter((block) => partOf(block) === "other").map(({ address }) => address)).toEqual([]);
    expect(blocks.length).toBeGreaterThan(0);
  });

  test.each([
    ["aws_vpc", "network", "network"],
    ["aws_vpc_endpoint", "network_gateway_endpoint", "network"],
    ["aws_iam_policy_document", "network_gateway_endpoint_policy", "network"],
    ["aws_iam_role", "network_flow_logs_role", "identity"],
    ["aws_iam_policy_document", "network_flow_logs_trust_policy", "identity"],
    ["aws_eks_cluster", "cluster", "cluster"],
    ["aws_eks_cluster_auth", "cluster_login", "cluster"],
    ["aws_vpc_security_group_ingress_rule", "cluster_api_access", "cluster"],
    ["aws_iam_openid_connect_provider", "cluster_oidc_provider", "identity"],
    ["aws_eks_pod_identity_association", "package_manager_role_association", "identity"],
    ["aws_kms_key", "cluster_key", "keys"],
    ["aws_iam_policy_document", "client_side_key_policy", "keys"],
    ["aws_iam_role_policy", "package_manager_role_client_side_key", "identity"],
    ["aws_db_instance", "database", "database"],
    ["aws_vpc_security_group_ingress_rule", "database_cluster", "database"],
    ["aws_secretsmanager_secret", "database_password", "secrets"],
    ["aws_secretsmanager_secret", "encryption_key", "secrets"],
    ["terraform_data", "license_written", "secrets"],
    ["kubernetes_secret_v1", "package_manager_secrets", "secrets"],
    ["aws_s3_bucket", "bucket", "bucket"],
    ["aws_iam_policy_document", "bucket_policy_document", "bucket"],
    ["aws_s3_bucket", "access_logs", "loadBalancer"],
    ["aws_wafv2_web_acl", "web_application_firewall", "loadBalancer"],
    ["helm_release", "load_balancer_controller", "loadBalancer"],
    ["aws_iam_role", "load_balancer_controller_role", "identity"],
    ["helm_release", "package_manager", "packageManager"],
    ["kubernetes_namespace_v1", "package_manager_namespace", "packageManager"],
    ["tfe_workspace", "infrastructure", "workspaces"],
    ["aws_iam_role", "apply_role", "workspaces"],
    ["aws_instance", "bastion", "other"],
    ["aws_s3_bucket", "networks", "other"],
  ])("%s.%s is of the part %s", (type, name, part) => {
    expect(partOf({ type, name })).toBe(part);
  });

  test("every part has a title of its own", () => {
    const titles = Object.values(partTitles);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
