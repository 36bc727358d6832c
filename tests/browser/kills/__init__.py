"""What the kills of kernels and pages in a real browser are made of."""
