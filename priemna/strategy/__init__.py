"""From evidence to strategy: rules, strength, workflow, windows and monitoring, all pure."""
