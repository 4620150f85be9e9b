"""Accounts, second factors and external logins over HTTP."""
