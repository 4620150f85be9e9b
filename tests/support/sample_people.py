"""A customer of the sample shop, with one of everything that customers have."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from application.facade import Application
from domain.identity.accounts.account import Account
from domain.identity.passkeys.passkey import Passkey
from domain.shared.ids import AccountId, PasskeyId
from tests.support.sample_objects import ADMIN, SampleObjects
from tests.support.sample_shop import BUYER, Ask

#: Of the first of the accounts.
PASSKEY = PasskeyId(UUID("01981e2c-7d4e-7b59-a5f1-000000000700"))
HOME = {"name": "Ada Lovelace", "lines": ["Invalidenstraße 117"], "city": "Berlin", "country": "DE", "postal_code": "10115"}


def open_accounts(app: Application, now: datetime, emails: dict[AccountId, str]) -> None:
    """Behind the API's back, because only a mailed link opens an account."""
    units: Any = app.customers.see_profile
    with units._handler.profiles.unit_of_work() as uow:
        for account_id, email in emails.items():
            uow.accounts.add(Account(account_id, email, now, locale="en", first_name="Ada", last_name="Lovelace"))
        given = {"credential_id": "key", "public_key": "cose", "sign_count": 0, "synced": True, "name": "My telephone"}
        uow.passkeys.add(Passkey(PASSKEY, next(iter(emails)), now, **given))  # type: ignore[arg-type]  # as its fields are
        uow.commit()


def fill_customer(objects: SampleObjects, staff: Ask, customer: Ask, customer_id: AccountId) -> None:
    """`customer` is signed in as `customer_id`: an address, an order, and what staff keep about customers."""
    names, key = objects.names, str(customer_id)
    names["me/addresses"] = customer("POST", "/api/v1/me/addresses", {"address": HOME})["id"]
    names["me/orders"] = _order(objects, customer)
    agreed = {"purpose": "newsletter", "text_version": "2026-01", "source": "account"}
    names["me/consents"] = customer("POST", "/api/v1/me/consents", agreed)["purpose"]
    names["me/exports"] = customer("POST", "/api/v1/me/exports", {})["id"]
    staff("POST", f"{ADMIN}/customer-groups", {"code": "wholesale", "name": "Wholesale"})
    noted = staff("POST", f"{ADMIN}/customers/{key}/notes", {"text": "Likes tea."})
    kept = staff("POST", f"{ADMIN}/customers/{key}/addresses", {"address": HOME})
    names["{customer_id}/addresses"] = kept["addresses"][-1]["id"]
    names |= {"admin/customers": key, "customer-groups": "wholesale", "members": key, "notes": noted["notes"][0]["id"]}
    names |= {"address-forms": "DE", "me/passkeys": str(PASSKEY)}


def _order(objects: SampleObjects, customer: Ask) -> str:
    cart = customer("POST", "/api/v1/me/cart", {"channel": objects.shop.channel})
    customer("POST", f"/api/v1/carts/{cart['token']}/lines", {"variant_id": objects.shop.variant_id, "quantity": 1})
    customer("PATCH", f"/api/v1/carts/{cart['token']}/checkout", BUYER)
    number: str = customer("POST", f"/api/v1/carts/{cart['token']}/checkout/place", {})["order_number"]
    return number
