"""OpenID Connect with Authlib and joserfc: external logins."""
