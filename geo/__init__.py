"""Places and distances: the settlements, the shapes of the municipalities, the travel times."""
