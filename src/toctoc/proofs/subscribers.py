"""What this room does when a proof takes a step of its life."""
