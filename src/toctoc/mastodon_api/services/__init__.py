"""What this door writes."""
