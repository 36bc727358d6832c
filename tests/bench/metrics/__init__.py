"""The metrics engine measured: whole processes, ours beside what people would write or take else."""
