"""What leaves the centre: the protocol, the released tables made by it, and their checks."""
