"""What is asked about questions, always through the viewer’s eyes: one module for each thing asked."""
