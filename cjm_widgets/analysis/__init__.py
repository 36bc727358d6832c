"""What can be read off a journey and its numbers; draws nothing."""
