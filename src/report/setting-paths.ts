/** Arguments of one type of resource that a reviewer wants to see. */
export interface TypeSettings {
  /** What one such resource is. */
  readonly title: string;
  /** Label of each argument, by its path; `*` at the end stands for every value below, each of which is its own label. */
  readonly paths: Readonly<Record<string, string>>;
  /** One line for each resource, since there are many alike. @default false */
  readonly isOneLine?: boolean;
}

/** By Terraform's type, data sources as `data.TYPE`. What is not here is listed with its address only. */
export const typeSettings: Readonly<Record<string, TypeSettings>> = {
  aws_vpc: { title: "VPC", paths: { cidr_block: "IPv4 addresses", enable_dns_hostnames: "DNS names" } },
  aws_subnet: {
    title: "Subnet",
    isOneLine: true,
    paths: { cidr_block: "addresses", availability_zone: "zone" },
  },
  aws_nat_gateway: { title: "NAT gateway", isOneLine: true, paths: { subnet_id: "in" } },
  aws_vpc_endpoint: {
    title: "VPC endpoint",
    isOneLine: true,
    paths: { service_name: "service", vpc_endpoint_type: "type" },
  },
  aws_flow_log: { title: "Flow log", paths: { traffic_type: "Traffic", log_destination: "Written to" } },
  aws_eks_cluster: {
    title: "EKS cluster",
    paths: {
      name: "Name",
      version: "Kubernetes version",
      "upgrade_policy.support_type": "Support",
      "vpc_config.endpoint_private_access": "Private API endpoint",
      "vpc_config.endpoint_public_access": "Public API endpoint",
      "vpc_config.public_access_cidrs": "Public endpoint admits",
      "access_config.authentication_mode": "Authentication",
      "access_config.bootstrap_cluster_creator_admin_permissions": "Creator is administrator",
      enabled_cluster_log_types: "Control plane logs",
    },
  },
  aws_eks_node_group: {
    title: "Nodes",
    paths: {
      instance_types: "Instance type",
      "scaling_config.desired_size": "Nodes",
      "scaling_config.min_size": "At least",
      "scaling_config.max_size": "At most",
      capacity_type: "Capacity",
      ami_type: "Image",
      version: "Kubernetes version",
      "update_config.max_unavailable": "Replaced at once",
      "node_repair_config.enabled": "Automatic repair",
    },
  },
  aws_launch_template: {
    title: "Launch template of the nodes",
    paths: {
      "block_device_mappings.0.ebs.volume_size": "Disk, GiB",
      "block_device_mappings.0.ebs.volume_type": "Disk type",
      "metadata_options.http_tokens": "Metadata tokens (IMDSv2)",
      "metadata_options.http_put_response_hop_limit": "Metadata hops",
    },
  },
  aws_eks_addon: {
    title: "Add-on",
    isOneLine: true,
    paths: { addon_name: "", addon_version: "version", configuration_values: "configuration" },
  },
  aws_db_instance: {
    title: "Database server",
    paths: {
      identifier: "Name",
      engine: "Engine",
      engine_version: "Engine version",
      instance_class: "Instance class",
      multi_az: "Multi-AZ",
      allocated_storage: "Storage, GiB",
      max_allocated_storage: "Storage grows to, GiB",
      storage_type: "Storage type",
      port: "Port",
      db_name: "Database",
      username: "Master user",
      backup_retention_period: "Backups kept, days",
      backup_window: "Backup window, UTC",
      maintenance_window: "Maintenance window, UTC",
      apply_immediately: "Changes at once",
      auto_minor_version_upgrade: "Minor versions by AWS",
      allow_major_version_upgrade: "Major versions allowed",
      monitoring_interval: "Enhanced monitoring, seconds",
      performance_insights_enabled: "Performance Insights",
      performance_insights_retention_period: "Insights kept, days",
      enabled_cloudwatch_logs_exports: "Logs exported",
      ca_cert_identifier: "Certificate authority",
      iam_database_authentication_enabled: "IAM login",
    },
  },
  aws_backup_plan: {
    title: "Backup plan",
    paths: {
      "rule.0.schedule": "Starts, UTC",
      "rule.0.lifecycle.delete_after": "Kept, days",
      "rule.0.copy_action.0.lifecycle.delete_after": "Copies kept, days",
    },
  },
  aws_backup_vault: { title: "Backup vault", paths: { name: "Name" } },
  aws_backup_vault_lock_configuration: { title: "Vault lock", paths: { min_retention_days: "Kept at least, days" } },
  aws_backup_selection: { title: "What is backed up", paths: { resources: "Resources" } },
  aws_db_parameter_group: { title: "Database parameters", paths: { family: "Family", parameter: "Parameters" } },
  aws_db_subnet_group: { title: "Database subnets", paths: { subnet_ids: "Subnets" } },
  aws_lb: {
    title: "Load balancer",
    paths: {
      name: "Name",
      load_balancer_type: "Type",
      internal: "Internal",
      subnets: "Subnets",
      idle_timeout: "Idle timeout, seconds",
      enable_http2: "HTTP/2",
      drop_invalid_header_fields: "Drops invalid headers",
      desync_mitigation_mode: "Desync mitigation",
      "access_logs.enabled": "Access logs",
    },
  },
  aws_lb_listener: {
    title: "Listener",
    paths: {
      port: "Port",
      protocol: "Protocol",
      "default_action.0.type": "Action",
      "default_action.0.redirect.protocol": "Redirects to",
      ssl_policy: "TLS policy",
      certificate_arn: "Certificate",
    },
  },
  aws_lb_listener_rule: {
    title: "Listener rule",
    paths: { priority: "Priority", condition: "When", listener_arn: "Listener" },
  },
  aws_lb_target_group: {
    title: "Targets",
    paths: {
      target_type: "Target type",
      port: "Port",
      protocol: "Protocol",
      "health_check.path": "Health check",
      "health_check.interval": "Health check every, seconds",
      deregistration_delay: "Leaving targets get, seconds",
      load_balancing_algorithm_type: "Algorithm",
    },
  },
  aws_acm_certificate: { title: "Certificate", paths: { domain_name: "Domain", validation_method: "Validation" } },
  aws_route53_record: { title: "DNS record", isOneLine: true, paths: { name: "", type: "type" } },
  aws_wafv2_web_acl: {
    title: "Web application firewall",
    paths: { scope: "Scope", default_action: "Otherwise", rule: "Rules" },
  },
  aws_s3_bucket: { title: "Bucket", paths: { bucket: "Name" } },
  aws_s3_bucket_versioning: {
    title: "Versioning",
    paths: { "versioning_configuration.status": "Versioning" },
  },
  aws_s3_bucket_lifecycle_configuration: {
    title: "Lifecycle",
    paths: {
      "rule.0.expiration.days": "Objects expire after, days",
      "rule.0.noncurrent_version_expiration.noncurrent_days": "Old versions kept, days",
      "rule.0.abort_incomplete_multipart_upload.days_after_initiation": "Incomplete uploads kept, days",
    },
  },
  aws_kms_key: {
    title: "Key",
    isOneLine: true,
    paths: { description: "", enable_key_rotation: "rotation", deletion_window_in_days: "days to undo a deletion" },
  },
  aws_secretsmanager_secret: {
    title: "Secret",
    isOneLine: true,
    paths: { description: "", recovery_window_in_days: "days to undo a deletion" },
  },
  aws_iam_role: { title: "Role", isOneLine: true, paths: { name: "", permissions_boundary: "boundary" } },
  aws_cloudwatch_log_group: {
    title: "Log group",
    isOneLine: true,
    paths: { name: "", retention_in_days: "days kept" },
  },
  helm_release: {
    title: "Helm release",
    paths: {
      chart: "Chart",
      version: "Chart version",
      repository: "Repository",
      namespace: "Namespace",
      timeout: "Timeout, seconds",
      "chart_values.replicas": "Pods",
      "chart_values.replicaCount": "Pods",
      "chart_values.image.repository": "Image",
      "chart_values.image.tag": "Image tag",
      "chart_values.resources.*": "",
      "chart_values.strategy.*": "",
      "chart_values.enableSandboxing": "Sandboxing",
      "chart_values.config.*": "",
      "chart_values.watchNamespace": "Watches namespace",
    },
  },
  kubernetes_namespace_v1: {
    title: "Namespace",
    paths: { "metadata.name": "Name", "metadata.labels.*": "" },
  },
  kubernetes_network_policy_v1: { title: "Network policy", paths: { "spec.policy_types": "Restricts" } },
  tfe_project: { title: "Project", paths: { name: "Name" } },
  tfe_workspace: {
    title: "Workspace",
    paths: {
      name: "Name",
      working_directory: "Folder",
      terraform_version: "Terraform",
      queue_all_runs: "First run by itself",
    },
  },
  tfe_workspace_settings: {
    title: "Workspace settings",
    paths: { execution_mode: "Execution", auto_apply: "Applies by itself" },
  },
  tfe_agent_pool: { title: "Agent pool", paths: { name: "Name" } },
  "data.aws_vpc": { title: "VPC (yours)", paths: { id: "Id" } },
  "data.aws_eks_cluster": { title: "EKS cluster (yours)", paths: { name: "Name" } },
  "data.aws_lb": { title: "Load balancer (yours)", paths: { arn: "ARN" } },
  "data.aws_lb_listener": { title: "Listener (yours)", paths: { arn: "ARN" } },
  "data.aws_lb_target_group": { title: "Targets (yours)", paths: { arn: "ARN" } },
  "data.aws_s3_bucket": { title: "Bucket (yours)", paths: { bucket: "Name" } },
  "data.aws_acm_certificate": { title: "Certificate (yours)", paths: { domain: "Domain", key_types: "Key types" } },
  "data.aws_route53_zone": { title: "Hosted zone (yours)", paths: { zone_id: "Id" } },
  "data.aws_kms_key": { title: "Key (yours)", paths: { key_id: "ARN" } },
};
