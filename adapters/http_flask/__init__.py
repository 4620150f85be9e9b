"""The REST API over Flask: endpoints validate, call one use case and answer; everything common is declared beside them once."""
