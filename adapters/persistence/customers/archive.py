"""Customers as staff read them, from PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Select, Text, func, literal, or_, select, tuple_

from adapters.persistence.customers.tables import customer_group_members, customer_groups, customers
from adapters.persistence.identity.tables import accounts
from adapters.persistence.orders.tables import orders
from adapters.persistence.reads import SqlReads
from application.customers.ports import CustomerFilter, CustomerSummary
from application.shared.pagination import Page, instant_cursor, read_instant_cursor
from domain.shared.ids import AccountId

#: More words make no search narrower that a person would type.
MOST_WORDS = 5


class SqlCustomerArchive:
    """See `application.customers.ports.CustomerArchive`. Whoever has an account may shop, so every account is a customer."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def page(self, wanted: CustomerFilter, cursor: str | None, limit: int) -> Page[CustomerSummary]:
        statement = _summaries().where(*_conditions(wanted))
        if cursor is not None:
            statement = statement.where(tuple_(accounts.c.created_at, accounts.c.id) < read_instant_cursor(cursor))
        statement = statement.order_by(accounts.c.created_at.desc(), accounts.c.id.desc()).limit(limit + 1)
        with self._reads.connect() as connection:
            rows = connection.execute(statement).all()
        items = tuple(_summary(row) for row in rows[:limit])
        return Page(items, instant_cursor(items[-1].registered_at, items[-1].id) if len(rows) > limit else None)


def _summaries() -> Select[Any]:
    groups = (
        select(func.array_agg(customer_groups.c.code))
        .join(customer_group_members, customer_group_members.c.group_id == customer_groups.c.id)
        .where(customer_group_members.c.customer_id == accounts.c.id)
        .scalar_subquery()
    )
    count = select(func.count()).where(orders.c.account_id == accounts.c.id).scalar_subquery()
    return select(
        accounts.c.id,
        accounts.c.email,
        accounts.c.first_name,
        accounts.c.last_name,
        accounts.c.state,
        accounts.c.created_at,
        customers.c.phone,
        customers.c.tags,
        groups.label("groups"),
        count.label("order_count"),
    ).outerjoin(customers, customers.c.id == accounts.c.id)


def _conditions(wanted: CustomerFilter) -> list[ColumnElement[bool]]:
    found = []
    if wanted.state is not None:
        found.append(accounts.c.state == wanted.state)
    if wanted.tag is not None:
        found.append(customers.c.tags.op("@>")(literal([wanted.tag.strip().lower()], ARRAY(Text))))
    if wanted.group is not None:
        members = (
            select(customer_group_members.c.customer_id)
            .join(customer_groups, customer_groups.c.id == customer_group_members.c.group_id)
            .where(customer_groups.c.code == wanted.group)
        )
        found.append(accounts.c.id.in_(members))
    return found + [_beginning(word) for word in (wanted.search or "").lower().split()[:MOST_WORDS]]


def _beginning(word: str) -> ColumnElement[bool]:
    """Something begins with the word. Phone numbers begin with a plus sign: every other word is about the account's own columns, so
    that the planner may choose between their indexes, for a word that few have, and the order of the list, for one that many have."""
    columns = (accounts.c.email_key, func.lower(accounts.c.first_name), func.lower(accounts.c.last_name))
    begins = [column.startswith(word, autoescape=True) for column in columns]
    if not word.startswith("+"):
        return or_(*begins)
    parts = [select(accounts.c.id).where(condition) for condition in begins]
    phones = select(customers.c.id).where(customers.c.phone.startswith(word, autoescape=True))
    return accounts.c.id.in_(select(phones.union(*parts).subquery().c.id))


def _summary(row: Any) -> CustomerSummary:
    return CustomerSummary(
        id=AccountId(row.id),
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        phone=row.phone or "",
        state=row.state,
        tags=tuple(row.tags or ()),
        groups=tuple(sorted(row.groups or ())),
        order_count=int(row.order_count),
        registered_at=row.created_at,
    )
