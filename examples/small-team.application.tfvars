# Values for examples/small-team.yaml: terraform apply -var-file=…/small-team.application.tfvars
# They are those of: ppm-eks size --installs-per-day 100000 --git-builders 6

replicas              = 3
max_open_connections  = 50
git_build_concurrency = 2

cpu_request_millicores = 1500
cpu_limit_millicores   = 3500
memory_request_mib     = 6144
memory_limit_mib       = 12288
