"""The one error of embedded services, with the sentence that a person needs."""


class EmbeddedServiceFailed(Exception):
    """An embedded service cannot start or stop; the message says why and what to do."""
