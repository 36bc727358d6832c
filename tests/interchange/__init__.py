"""Tests of reading and writing other people's formats."""
