"""Both embedded services of one data folder, started and stopped together."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from adapters.embedded.postgres import EmbeddedPostgres
from adapters.embedded.redis import EmbeddedRedis
from adapters.embedded.status import ServiceStatus


class EmbeddedServices:
    """PostgreSQL in `<data_dir>/postgres` and Redis in `<data_dir>/redis`."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()
        self.postgres = EmbeddedPostgres(self.data_dir / "postgres")
        self.redis = EmbeddedRedis(self.data_dir / "redis")

    def start(self) -> None:
        """Start both; when one fails, its error is raised and the other keeps running."""
        with ThreadPoolExecutor(2) as pool:
            for started in [pool.submit(self.postgres.start), pool.submit(self.redis.start)]:
                started.result()

    def stop(self) -> None:
        """Stop both, one after the other: at the exit of the interpreter there are no more threads."""
        self.postgres.stop()
        self.redis.stop()

    def status(self) -> tuple[ServiceStatus, ...]:
        """Both, PostgreSQL first."""
        return self.postgres.status(), self.redis.status()

    def environment(self) -> dict[str, str]:
        """The variables that point Stoa at these services, with a secret key made once and kept beside the data."""
        return {
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "STOA_DATA_DIR": str(self.data_dir),
            "STOA_SECRET_KEY": self._secret_key(),
        }

    def _secret_key(self) -> str:
        file = self.data_dir / "secret_key"
        if not file.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(f".{secrets.token_hex(4)}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_hex(32), encoding="utf-8")
            try:
                file.hardlink_to(draft)  # atomic, and the first of two wins
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return file.read_text(encoding="utf-8")
