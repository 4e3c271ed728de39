"""The national directory: number, name and a code to the professional mailbox."""
