"""Steps of fixes, and how they become edits."""
