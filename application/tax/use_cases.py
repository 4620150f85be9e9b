"""The table of contents of taxes."""

from __future__ import annotations

from dataclasses import dataclass

from application.shared.pipeline import UseCase, handled_by
from application.tax.change_tax_zone import ChangeTaxZone, ChangeTaxZoneHandler
from application.tax.create_tax_category import CreateTaxCategory, CreateTaxCategoryHandler
from application.tax.create_tax_zone import CreateTaxZone, CreateTaxZoneHandler
from application.tax.get_tax_zone import GetTaxZone, GetTaxZoneHandler
from application.tax.list_tax_categories import ListTaxCategories, ListTaxCategoriesHandler
from application.tax.list_tax_zones import ListTaxZones, ListTaxZonesHandler
from application.tax.remove_tax_zone import RemoveTaxZone, RemoveTaxZoneHandler
from application.tax.rename_tax_category import RenameTaxCategory, RenameTaxCategoryHandler
from domain.tax.category import TaxCategory
from domain.tax.zone import TaxZone


@dataclass(frozen=True)
class TaxUseCases:
    list_tax_categories: UseCase[ListTaxCategories, list[TaxCategory]] = handled_by(ListTaxCategoriesHandler)
    create_tax_category: UseCase[CreateTaxCategory, TaxCategory] = handled_by(CreateTaxCategoryHandler)
    rename_tax_category: UseCase[RenameTaxCategory, TaxCategory] = handled_by(RenameTaxCategoryHandler)
    list_tax_zones: UseCase[ListTaxZones, list[TaxZone]] = handled_by(ListTaxZonesHandler)
    get_tax_zone: UseCase[GetTaxZone, TaxZone] = handled_by(GetTaxZoneHandler)
    create_tax_zone: UseCase[CreateTaxZone, TaxZone] = handled_by(CreateTaxZoneHandler)
    change_tax_zone: UseCase[ChangeTaxZone, TaxZone] = handled_by(ChangeTaxZoneHandler)
    remove_tax_zone: UseCase[RemoveTaxZone, None] = handled_by(RemoveTaxZoneHandler)
