"""A reader and writer of sealed files, made from docs/format.md and from nothing else."""
