"""Answers of the store turned into what `priemna.evidence` may say, one file per subject."""
