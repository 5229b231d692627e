"""Sources of credentials: camera frames, keyboard-wedge scanners, and what is still held up."""
