"""Benchmarks: ratios measured in one run, written as JSON; run by ``make bench``."""
