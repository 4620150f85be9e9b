"""Messages to people, each sent once."""
