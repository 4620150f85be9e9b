"""How long personal data is kept, by setting."""

from pydantic import Field

from adapters.validation.setting_kinds import Section


class RetentionSettings(Section):
    """How long personal data is kept"""

    retention_ordered_carts_days: int = Field(
        default=90, ge=1, le=3650, description="Days a cart and its checkout are kept after the order was placed."
    )
    retention_mails_days: int = Field(
        default=90, ge=1, le=3650, description="Days that mails are kept after they were sent, or given up, the mail folder included."
    )
    retention_sessions_days: int = Field(
        default=30, ge=1, le=3650, description="Days a session is kept after it ended: to look into thefts."
    )
    retention_registrations_days: int = Field(
        default=2, ge=2, le=365, description="Days a registration is kept that nobody confirms; its link lives for a day of them."
    )
    retention_mailed_links_days: int = Field(
        default=7,
        ge=2,
        le=365,
        description="Days that is known of a mailed link, after it ran out, that there was one; never the link itself.",
    )
    retention_former_addresses_days: int = Field(
        default=90, ge=1, le=3650, description="Days that the former e-mail address of an account is kept."
    )
    retention_devices_days: int = Field(
        default=180, ge=1, le=3650, description="Days after which a device that was not seen again counts as a new one."
    )
    retention_invitations_days: int = Field(
        default=30, ge=1, le=3650, description="Days that invitations of staff are kept after they ran out, answered or not."
    )
    retention_impersonation_reasons_days: int = Field(
        default=365, ge=1, le=3650, description="Days that the reason is kept for which staff acted as a customer."
    )
    retention_consents_days: int = Field(
        default=1095, ge=1, le=36500, description="Days that a consent is kept after it was withdrawn, as proof that there was one."
    )
    retention_audit_networks_days: int = Field(
        default=180, ge=30, le=3650, description="Days that entries of the audit log say from which network something was done."
    )
    retention_orders_days: int = Field(
        default=3653,
        ge=1,
        le=36500,
        description="Days that orders name who bought (ten years): as long as tax law wants them; then the numbers alone stay.",
    )
    retention_closed_accounts_days: int = Field(
        default=30, ge=1, le=3650, description="Days that a closed account is kept to which no order refers any more."
    )
