"""Rules of the house that are programs."""
