"""Pages that decide where the mobile offices go."""
