"""From text to what one file says: pieces, syntax trees, and the compact Summary."""
