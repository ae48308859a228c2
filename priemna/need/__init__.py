"""Unmet need: how many women would come if a mobile office reached them."""
