"""Typed identifiers: UUIDv7 values given by the `Ids` port before insert, distinct types for the type checker only."""

from __future__ import annotations

from typing import NewType
from uuid import UUID

ChannelId = NewType("ChannelId", UUID)
CategoryId = NewType("CategoryId", UUID)
CollectionId = NewType("CollectionId", UUID)
AttributeId = NewType("AttributeId", UUID)
ProductTypeId = NewType("ProductTypeId", UUID)
ProductId = NewType("ProductId", UUID)
VariantId = NewType("VariantId", UUID)
MediaId = NewType("MediaId", UUID)
PriceId = NewType("PriceId", UUID)
ImportId = NewType("ImportId", UUID)
LocationId = NewType("LocationId", UUID)
StockItemId = NewType("StockItemId", UUID)
ReservationId = NewType("ReservationId", UUID)
MovementId = NewType("MovementId", UUID)
CartId = NewType("CartId", UUID)
LineId = NewType("LineId", UUID)
CheckoutId = NewType("CheckoutId", UUID)
OrderId = NewType("OrderId", UUID)
OrderLineId = NewType("OrderLineId", UUID)
PaymentId = NewType("PaymentId", UUID)
RefundId = NewType("RefundId", UUID)
ShipmentId = NewType("ShipmentId", UUID)
ShippingZoneId = NewType("ShippingZoneId", UUID)
ShippingMethodId = NewType("ShippingMethodId", UUID)
TaxZoneId = NewType("TaxZoneId", UUID)
TaxCategoryId = NewType("TaxCategoryId", UUID)
PaymentEventId = NewType("PaymentEventId", UUID)
OperationId = NewType("OperationId", UUID)
TimelineEntryId = NewType("TimelineEntryId", UUID)
MessageId = NewType("MessageId", UUID)
AccountId = NewType("AccountId", UUID)
EventId = NewType("EventId", UUID)
