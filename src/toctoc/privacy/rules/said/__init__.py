"""What somebody says, read word by word however it is spelt: the ground of emergencies and of the legal frame."""
