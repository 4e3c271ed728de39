"""What this room does besides showing pages."""
