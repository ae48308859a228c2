"""The pages of plans: what is asked, what the store knows, how a plan is drawn and changed."""
