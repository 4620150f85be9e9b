"""The second factor: an authenticator app, and recovery codes for when it is lost."""
