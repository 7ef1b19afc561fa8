"""Quality measurements on real data, each with the command that reproduces it."""
