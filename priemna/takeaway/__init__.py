"""What leaves the office of a plan: which days a calendar tells to whom, and how they change."""
