# Values for examples/trial.yaml: terraform apply -var-file=…/trial.application.tfvars

replicas              = 1
max_open_connections  = 20
git_build_concurrency = 2

cpu_request_millicores        = 800
cpu_limit_millicores          = 1800
memory_request_mib            = 3072
memory_limit_mib              = 5120
ephemeral_storage_request_gib = 15
ephemeral_storage_limit_gib   = 20
