"""Languages that people can ask for, by the library's data."""

from __future__ import annotations

from babel import Locale
from babel.core import UnknownLocaleError

from domain.shared.errors import InvalidValue


class BabelLocales:
    """See `application.customers.ports.Locales`."""

    def normalized(self, locale: str, field: str) -> str:
        try:
            return str(Locale.parse(locale, sep="-")).replace("_", "-")
        except (UnknownLocaleError, ValueError, TypeError):
            raise InvalidValue(field, "is not a language that is known; write it as in en or de-AT") from None
