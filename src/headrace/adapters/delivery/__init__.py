"""What leaves the house: messages to other programs."""
