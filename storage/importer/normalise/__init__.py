"""Single values, from what a document prints to what the store keeps. The raw text always stays beside it."""
