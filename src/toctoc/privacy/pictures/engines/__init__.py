"""The engines that look at a picture. Each takes an RGB picture and returns what it found, in parts of its sides."""
