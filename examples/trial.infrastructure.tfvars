# Values for examples/trial.yaml, given beside your own file:
# terraform apply -var-file=…/trial.infrastructure.tfvars -var-file=…/infrastructure.tfvars

node_count         = 2 # the fewest that are allowed; one is spare
node_instance_type = "t3.large"
node_disk_gib      = 50

database_instance_class            = "db.t3.medium"
database_multi_az                  = false
database_allocated_storage_gib     = 20
database_max_allocated_storage_gib = 50
database_backup_retention_days     = 1

# One pod is all there is.
alarm_expected_targets = 1
alarm_healthy_targets  = 1

# A destroy then leaves nothing behind, the packages included.
bucket_force_destroy        = true
secret_recovery_window_days = 0
