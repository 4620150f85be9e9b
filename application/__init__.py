"""What people can do: one use case a module; knows the domain and nothing else."""
