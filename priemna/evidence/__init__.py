"""What the records say and how surely: rates, shares, changes, trends, and when to stay silent.

Pure functions of numpy arrays; each states its source. Small numbers decide the design: every
function that could speak too soon returns the reason for which it does not.
"""
