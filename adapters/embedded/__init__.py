"""PostgreSQL and Redis out of wheels, for a machine that has neither: real servers, run by Stoa itself."""

from adapters.embedded.errors import EmbeddedServiceFailed
from adapters.embedded.postgres import EmbeddedPostgres
from adapters.embedded.redis import EmbeddedRedis
from adapters.embedded.services import EmbeddedServices
from adapters.embedded.status import ServiceStatus

__all__ = ["EmbeddedPostgres", "EmbeddedRedis", "EmbeddedServiceFailed", "EmbeddedServices", "ServiceStatus"]
