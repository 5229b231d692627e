"""The evening under every fault that can be arranged, judged by a checker of its own."""
