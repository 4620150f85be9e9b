"""E-mail addresses, by email-validator."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from domain.shared.errors import InvalidValue


class SyntaxCheckedEmails:
    """Checks the form and normalizes; asks no name server, so that checkout depends on nothing outside."""

    def validated(self, email: str, field: str) -> str:
        try:
            return validate_email(email, check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise InvalidValue(field, str(error)) from None

    def normalized(self, text: str, field: str) -> str:
        """As `validated`, without a word of what was sent in the refusal."""
        try:
            return validate_email(text.strip(), check_deliverability=False).normalized
        except EmailNotValidError:
            raise InvalidValue(field, "must be an e-mail address such as ada@example.com") from None
