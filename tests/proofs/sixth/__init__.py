"""A sixth way of proving, made up: what one has to write to add one."""
