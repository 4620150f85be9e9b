"""Phone numbers, by Google's library."""

from __future__ import annotations

from domain.shared.errors import InvalidValue


class GooglePhoneNumbers:
    """See `application.customers.ports.PhoneNumbers`."""

    def normalized(self, number: str, country: str, field: str) -> str:
        import phonenumbers  # where it is needed: few processes see a phone number

        try:
            parsed = phonenumbers.parse(number, country or None)
        except phonenumbers.NumberParseException:
            raise InvalidValue(field, "must be a phone number, with its country's prefix such as +49, or with its country") from None
        if not phonenumbers.is_valid_number(parsed):
            raise InvalidValue(field, "is no phone number that its country gives out")
        return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
