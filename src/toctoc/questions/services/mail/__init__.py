"""Letters about questions, and the answers that come back by mail."""
