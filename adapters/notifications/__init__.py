"""Mails: written from templates, sent by SMTP or put into a folder."""
