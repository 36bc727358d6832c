"""Journeys bound to real data, which are never copied into the repository."""
