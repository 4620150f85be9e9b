"""Every setting of Stoa: read once from the environment (and `.env`), validated at start, frozen afterwards."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode

from adapters.external_providers import ExternalProvider, providers_of
from adapters.privacy.settings import RetentionSettings
from adapters.validation.setting_kinds import Blank, Names, PostgresUrl, RateLimit, RedisUrl, Section, WebUrl, listed

Environment = Literal["development", "test", "production"]
PaymentMethodName = Literal["invoice", "bank_transfer", "cash_on_delivery", "test"]

# Public on purpose: they sign nothing of value, and a production start refuses them.
INSECURE_SECRET_KEY = "insecure-key-for-tests-only-0123456789"  # noqa: S105 - refused outside tests, see _guard_secrets  # nosec B105
INSECURE_WEBHOOK_SECRET = "whsec_aW5zZWN1cmUtd2ViaG9vay1zZWNyZXQtZm9yLWRldg=="  # noqa: S105 - refused in production  # nosec B105


class InvalidSettings(Exception):
    """The environment cannot start Stoa; `problems` holds one sentence a variable, each naming it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("Stoa cannot start with these settings:\n" + "\n".join(f"  - {line}" for line in problems))


class ShopSettings(Section):
    """The installation"""

    environment: Environment = Field(
        default="development",
        validation_alias="STOA_ENVIRONMENT",
        description="`production` refuses insecure secrets; `test` is for automated tests.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        validation_alias="STOA_SECRET_KEY",
        description="Signs staff tokens, cursors and order links; at least 32 characters, the same on every process. "
        "Make one with `openssl rand -hex 32`. Required, except in tests; `make run` makes and keeps its own.",
    )
    base_url: WebUrl = Field(
        default="http://127.0.0.1:8000",
        validation_alias="STOA_BASE_URL",
        description="Address at which clients reach this API; written into links, mails and the OpenAPI document. "
        "Follows STOA_PORT when it is not set.",
    )
    storefront_url: WebUrl = Field(
        default="http://127.0.0.1:3000",
        validation_alias="STOA_STOREFRONT_URL",
        description="Address of the shop that customers see; the links in mails lead there.",
    )
    data_dir: Path = Field(
        default=Path(".stoa"),
        validation_alias="STOA_DATA_DIR",
        description="Folder for what Stoa keeps on disk: embedded services and their secrets, metrics of web processes, mails.",
    )
    cors_origins: Names = Field(
        default=(), description="Origins whose browsers may call the API, by comma: `https://shop.example`; `*` for all."
    )


class StorageSettings(Section):
    """PostgreSQL, Redis, OpenSearch"""

    database_url: PostgresUrl = Field(
        description="PostgreSQL: `postgresql+psycopg2://user:password@host:5432/stoa`; `postgres://` is accepted too.",
        repr=False,
    )
    database_replica_url: Annotated[PostgresUrl | None, Blank] = Field(
        None, description="Read replica for lists and screens; empty means the primary.", repr=False
    )
    db_pool_size: int = Field(
        default=4, ge=1, le=200, description="Database connections a web process keeps open; about one a blocking thread."
    )
    db_pool_overflow: int = Field(default=4, ge=0, le=200, description="Connections a process may open beyond DB_POOL_SIZE for a moment.")
    db_pool_timeout_seconds: float = Field(
        2.0, gt=0, le=60, description="Longest wait for a free connection before the request is refused with 503."
    )
    redis_url: RedisUrl = Field(description="Redis for queue, cache and rate limits: `redis://host:6379/0`.", repr=False)
    opensearch_url: Annotated[WebUrl | None, Blank] = Field(
        None, description="OpenSearch; empty means that PostgreSQL answers searches.", repr=False
    )


class CacheSettings(Section):
    """Cache of catalogue answers"""

    cache_process_bytes: int = Field(
        33_554_432, ge=0, le=2**34, description="Memory for ready answers in each web process, bytes; 0 keeps none there."
    )
    cache_redis_seconds: int = Field(30, ge=1, le=3600, description="How long ready answers are kept in Redis at most.")
    cache_stamp_seconds: float = Field(
        1.0, ge=0, le=60, description="How often a web process asks whether the catalogue changed; its answers may be that much older."
    )


class WebSettings(Section):
    """Web server"""

    host: str = Field(default="127.0.0.1", validation_alias="STOA_HOST", description="Interface the web server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="STOA_PORT", description="Port the web server listens on.")
    web_workers: int = Field(default=2, ge=1, le=64, description="Web processes; one a CPU core.")
    web_blocking_threads: int = Field(
        default=4, ge=1, le=64, description="Threads a web process; more than a few cost throughput (measured)."
    )
    web_backlog: int = Field(default=2048, ge=128, le=65535, description="Connections the kernel may hold before they are accepted.")
    web_connections: int = Field(
        default=2048, ge=1, le=65535, description="Connections a web process holds open at once; more wait at the door."
    )
    max_body_bytes: int = Field(default=1_048_576, ge=1024, description="Largest request body; beyond it the answer is 413.")
    max_upload_bytes: int = Field(
        default=536_870_912,
        ge=1024,
        description="Largest uploaded file (catalogue imports); beyond it the answer is 413.",
    )
    rate_limits_enabled: bool = Field(default=True, description="Whether callers are limited at all.")
    rate_limit_read: RateLimit = Field(default="1200/minute", description="Storefront reads a client address.")
    rate_limit_write: RateLimit = Field(default="240/minute", description="Storefront writes (carts) a client address.")
    rate_limit_checkout: RateLimit = Field(default="60/minute", description="Checkout and payment steps a client address.")
    rate_limit_credentials: RateLimit = Field(default="10/minute", description="Requests that test a password or token.")
    rate_limit_refresh: RateLimit = Field(default="120/minute", description="Exchanges of refresh tokens and signing out a client address.")
    rate_limit_admin: RateLimit = Field(default="1200/minute", description="Staff requests a staff member.")
    rate_limit_person: RateLimit = Field(
        default="600/minute", description="Requests of any type a signed-in person or machine, wherever they come from."
    )
    trusted_proxies: int = Field(default=0, ge=0, le=10, description="Reverse proxies in front whose `X-Forwarded-*` headers are believed.")


class PasswordSettings(Section):
    """Passwords"""

    argon2_memory_kib: int = Field(
        default=47_104,
        ge=7_168,
        le=4_194_304,
        description="Memory that hashing a password takes, KiB (Argon2id).",
    )
    argon2_passes: int = Field(default=1, ge=1, le=100, description="Passes over that memory; more is slower, for guessers as well.")
    argon2_lanes: int = Field(default=1, ge=1, le=16, description="Threads that hash one password.")
    argon2_at_once: int = Field(
        default=4,
        ge=1,
        le=64,
        description="Passwords hashed at once in a process: so many times ARGON2_MEMORY_KIB.",
    )


class MailSettings(Section):
    """Mail"""

    mail_transport: Literal["folder", "smtp"] = Field(
        "folder", description="`smtp` sends; `folder` writes each mail to MAIL_FOLDER, for development."
    )
    mail_from: str = Field(default="Stoa <shop@example.com>", description="Sender of every mail.")
    mail_folder: Path | None = Field(default=None, description="Where `folder` writes mails; empty: `mails` in STOA_DATA_DIR.")
    smtp_host: str = Field(default="", description="SMTP server; required when MAIL_TRANSPORT is `smtp`.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="SMTP port.")
    smtp_user: str = Field(default="", description="SMTP user; empty means no login.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="SMTP password.")
    smtp_tls: Literal["starttls", "implicit", "none"] = Field(
        "starttls", description="`starttls` (usually port 587), `implicit` (465) or `none` (a local catcher)."
    )


class SessionSettings(Section):
    """Signing in"""

    access_token_minutes: int = Field(default=15, ge=1, le=60, description="Minutes an access token is valid.")
    refresh_token_days: int = Field(default=7, ge=1, le=90, description="Days a session lives without being used.")
    session_days: int = Field(default=90, ge=1, le=365, description="Days after which everybody signs in again, however busy the session.")
    refresh_grace_seconds: int = Field(
        default=30, ge=0, le=300, description="How long a used refresh token gives its successor again, for tabs that race."
    )
    revocation_poll_seconds: float = Field(
        default=1.0, ge=0, le=10, description="How often a web process asks which sessions were ended; they run on for that long."
    )
    cookie_same_site: Literal["Strict", "Lax", "None"] = Field(
        default="Strict",
        description="`SameSite` of the refresh cookie; `None` only for a storefront on another site than the API.",
    )
    signing_key_days: int = Field(default=90, ge=1, le=3650, description="Days after which access tokens are signed with a new key.")


class IdentitySettings(Section):
    """Second factor, external logins, privacy"""

    erasure_grace_days: int = Field(default=14, ge=0, le=30, description="Days between the wish to be forgotten and its fulfilment.")
    export_hours: int = Field(default=72, ge=1, le=720, description="Hours that the copy of somebody's data can be fetched.")
    staff_second_factor_required: bool = Field(
        default=False, description="Whether staff may do nothing but set up a second factor until they have shown one."
    )
    passkey_rp_id: str = Field(
        default="",
        pattern=r"^[a-z0-9.-]*$",
        max_length=253,
        description="The domain that passkeys are made for; empty is the host of STOA_STOREFRONT_URL. Passkeys made for one open no other.",
    )
    passkey_origins: Names = Field(
        default=(),
        description="Pages that may ask for passkeys, by comma, as https://shop.example.com; empty is the origin of STOA_STOREFRONT_URL.",
    )
    authenticator_issuer: str = Field(
        default="Stoa", min_length=1, max_length=64, description="The shop's name in people's authenticator apps."
    )
    external_providers: Annotated[tuple[ExternalProvider, ...], NoDecode, BeforeValidator(providers_of)] = Field(
        default=(),
        description="OpenID Connect providers whose logins are taken: a JSON list, see [external logins](external-login.md).",
        repr=False,
    )
    external_sign_in_path: str = Field(
        default="/account/signed-in",
        pattern=r"^/[A-Za-z0-9/_-]*$",
        description="Page of the storefront to which browsers come back from an external login; a refusal is in `?error=`.",
    )


class CommerceSettings(Section):
    """Carts, checkout, payments"""

    cart_lifetime_days: int = Field(default=30, ge=1, le=3650, description="Days an untouched cart is kept.")
    vat_register: Literal["offline", "vies"] = Field(
        default="offline",
        description="Who is asked whether a VAT number is valid: `vies`, the register of the European Commission, or nobody: with "
        "`offline` staff confirm by hand.",
    )
    vat_requester: str = Field(
        default="",
        pattern=r"^([A-Z]{2}[0-9A-Z+*]{2,12})?$",
        description="The shop's own VAT number; with it VIES proves each query by a reference.",
    )
    cart_max_quantity: int = Field(default=1_000, ge=1, le=1_000_000, description="Most units of one variant in a cart.")
    cart_max_lines: int = Field(default=100, ge=1, le=1_000, description="Most different variants in a cart.")
    reservation_minutes: int = Field(default=15, ge=1, le=1440, description="Minutes that stock stays reserved while a buyer pays.")
    refund_step_up_above: int = Field(
        default=20_000,
        ge=0,
        description="What staff give back of one order, in minor units of its currency (20000 is 200.00 EUR), without showing their "
        "credentials once more; API keys never give back more.",
    )
    payment_methods: Annotated[tuple[PaymentMethodName, ...], NoDecode, BeforeValidator(listed)] = Field(
        default=("invoice", "bank_transfer", "cash_on_delivery", "test"),
        min_length=1,
        description="Payment methods offered, by comma; `test` takes test card numbers and moves no money.",
    )
    bank_account: str = Field(
        default="",
        max_length=300,
        description="Whither buyers transfer, as they are told in the checkout and by mail: `Example Ltd, DE02 1203 0000 0000 2020 51`. "
        "Without it `bank_transfer` names no account.",
    )
    test_gateway_webhook_secret: SecretStr = Field(
        default=SecretStr(INSECURE_WEBHOOK_SECRET),
        description="Signs the test gateway's webhooks (`whsec_…`); production with `test` needs one of your own.",
    )


class ProcessSettings(Section):
    """Logs and worker"""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Least severity written.")
    log_format: Literal["json", "console"] = Field(default="json", description="`json` for collectors, `console` for eyes.")
    worker_processes: int = Field(default=1, ge=1, le=64, description="Processes that work off the queue in `stoa worker`.")


class Settings(
    ProcessSettings,
    CommerceSettings,
    RetentionSettings,
    IdentitySettings,
    SessionSettings,
    PasswordSettings,
    MailSettings,
    WebSettings,
    CacheSettings,
    StorageSettings,
    ShopSettings,
):
    """The whole configuration; build it with `load_settings()`, or by keyword in tests."""

    @property
    def signing_key(self) -> str:
        """The secret key as text (present in every valid configuration)."""
        return self.secret_key.get_secret_value() if self.secret_key else INSECURE_SECRET_KEY

    @property
    def mail_directory(self) -> Path:
        """Where the folder transport writes mails."""
        return self.mail_folder or self.data_dir / "mails"

    @model_validator(mode="after")
    def _guard_secrets(self) -> Self:
        if self.environment != "test":
            if self.secret_key is None:
                raise ValueError("STOA_SECRET_KEY is not set: make one with `openssl rand -hex 32`")
            if self.signing_key == INSECURE_SECRET_KEY:
                raise ValueError("STOA_SECRET_KEY is the public test key: make one with `openssl rand -hex 32`")
        if len(self.signing_key) < 32:
            raise ValueError("STOA_SECRET_KEY is shorter than 32 characters: make one with `openssl rand -hex 32`")
        return self

    @model_validator(mode="after")
    def _follow_port(self) -> Self:
        if "base_url" not in self.model_fields_set:
            object.__setattr__(self, "base_url", f"http://127.0.0.1:{self.port}")  # Frozen from here on; the port is only known now.
        return self

    @model_validator(mode="after")
    def _guard_production(self) -> Self:
        insecure = self.test_gateway_webhook_secret.get_secret_value() == INSECURE_WEBHOOK_SECRET
        if self.environment == "production" and "test" in self.payment_methods and insecure:
            raise ValueError("TEST_GATEWAY_WEBHOOK_SECRET is not set: set one, or take `test` out of PAYMENT_METHODS in production")
        return self

    @property
    def passkey_domain(self) -> str:
        """The relying party's id."""
        return self.passkey_rp_id or (urlsplit(self.storefront_url).hostname or "")

    @property
    def passkey_pages(self) -> tuple[str, ...]:
        """Origins whose ceremonies count."""
        shop = urlsplit(self.storefront_url)
        return self.passkey_origins or (f"{shop.scheme}://{shop.netloc}",)

    @model_validator(mode="after")
    def _guard_passkeys(self) -> Self:
        domain = self.passkey_domain
        for origin in self.passkey_pages:
            host = urlsplit(origin).hostname or ""
            if host != domain and not host.endswith(f".{domain}"):
                raise ValueError(f"PASSKEY_ORIGINS: {origin} does not belong to the domain {domain} (PASSKEY_RP_ID)")
        return self

    @model_validator(mode="after")
    def _guard_mail(self) -> Self:
        if self.mail_transport == "smtp" and not self.smtp_host:
            raise ValueError("SMTP_HOST is not set: name your mail server, or set MAIL_TRANSPORT=folder")
        return self


SECTIONS: tuple[type[BaseSettings], ...] = (
    ShopSettings,
    StorageSettings,
    CacheSettings,
    WebSettings,
    PasswordSettings,
    MailSettings,
    SessionSettings,
    IdentitySettings,
    RetentionSettings,
    CommerceSettings,
    ProcessSettings,
)


def variable_name(field: str) -> str:
    """The environment variable that sets a field: `variable_name("port") == "STOA_PORT"`."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else field.upper()


def load_settings(**overrides: Any) -> Settings:
    """Read the environment and `.env`, overrides first; raises `InvalidSettings` naming each bad variable."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise InvalidSettings(tuple(_sentence(dict(problem)) for problem in error.errors())) from None


def _sentence(problem: dict[str, Any]) -> str:
    message = str(problem["msg"]).removeprefix("Value error, ")
    location = problem["loc"]
    if not location:
        return message
    field = str(location[0])
    variable = variable_name(field) if field in Settings.model_fields else field.upper()
    if problem["type"] == "missing":
        return f"{variable} is not set: {_hint(variable)}"
    return f"{variable} {message[:1].lower()}{message[1:]}"


def _hint(variable: str) -> str:
    for name, field in Settings.model_fields.items():
        if variable_name(name) == variable:
            return f"{field.description} (`make run` brings its own services.)"
    return "see docs/configuration.md"
