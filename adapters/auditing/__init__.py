"""What both backends share of recording: entries from changes and events, without secrets and personal data."""
