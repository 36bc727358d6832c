"""Tests of the numbers: definitions, reduction, reading, matching, binding."""
