"""Pages of outside roles: they answer from a file of releases and never touch the store."""
