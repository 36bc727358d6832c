"""Nothing lost, nothing leaked: weather, kills, long life and fuzzing over the whole of the package."""
