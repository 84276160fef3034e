# Values for examples/small-team.yaml, given beside your own file:
# terraform apply -var-file=…/small-team.infrastructure.tfvars -var-file=…/infrastructure.tfvars
# They are those of: ppm-eks size --installs-per-day 100000 --git-builders 6

node_count         = 3
node_instance_type = "m6a.xlarge"

database_instance_class            = "db.t3.medium"
database_multi_az                  = true
database_allocated_storage_gib     = 100
database_max_allocated_storage_gib = 500
