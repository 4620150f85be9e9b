"""Second factors and external logins over HTTP."""
