"""The pages of practice sheets."""
