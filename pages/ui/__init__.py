"""What all pages share: words, maps, charts, loading."""
