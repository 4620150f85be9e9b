"""Adding, showing and removing passkeys; signing in with one."""
