"""What both backends share of privacy: rules by table, the archive."""
