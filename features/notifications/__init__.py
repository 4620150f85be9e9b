"""Features of mails to buyers."""
