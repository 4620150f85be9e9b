"""How customers and their groups map to their tables."""

from __future__ import annotations

from adapters.persistence.customers import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.customers.customer import Customer
from domain.customers.group import CustomerGroup


@mapping
def map_customers() -> None:
    map_aggregate(Customer, tables.customers)
    map_aggregate(CustomerGroup, tables.customer_groups)
