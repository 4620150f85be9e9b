"""The tree of categories over HTTP, for staff."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from adapters.http_flask.catalog.admin.schemas import (
    CHANGE_REFUSALS,
    HtmlTexts,
    Names,
    SeoIn,
    StaffSeoOut,
    optional_seo,
    optional_text,
    seo_json,
)
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel, Slug
from application.catalog.categories.change_category import ChangeCategory
from application.catalog.categories.create_category import CreateCategory
from application.catalog.categories.delete_category import DeleteCategory, OrphanedProducts
from application.catalog.categories.move_category import MoveCategory
from application.catalog.categories.read_categories import GetCategory, ListCategories
from application.catalog.categories.reorder_categories import ReorderCategories
from application.facade import Application
from domain.catalog.category import Category, CategoryCycle, CategoryHasChildren, CategoryHasProducts
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound, InvalidValue
from domain.shared.ids import CategoryId
from domain.shared.localized_text import LocalizedText

Position = Annotated[int, Field(ge=0, le=100_000, description="Place among the siblings, from 0; left out: the last")]
KEY = {"category_id": "The category's id"}


class CategoryIn(RequestModel):
    """A new category. Without `slug` one is made from the name."""

    name: Names
    slug: Slug | None = None
    parent_id: UUID | None = None
    position: Position | None = None
    description: HtmlTexts = {}
    seo: SeoIn | None = None


class CategoryChange(RequestModel):
    """What changes; fields left out stay."""

    name: Names | None = None
    slug: Slug | None = None
    description: HtmlTexts | None = None
    seo: SeoIn | None = None


class CategoryMove(RequestModel):
    """Where the category goes, with all below it; `parent_id` null makes it a root."""

    parent_id: UUID | None
    position: Position | None = None


class LevelOrderIn(RequestModel):
    """Every category below `parent_id` (null: every root), in the order wanted."""

    parent_id: UUID | None = None
    order: Annotated[list[UUID], Field(max_length=10_000)]


class CategoryDeletion(RequestModel):
    """What becomes of the products of the category."""

    products: Literal["refuse", "move_to_parent", "unassign"] = "refuse"


class StaffCategoryOut(ResponseModel):
    """A category; `version` is what its ETag says."""

    id: UUID
    parent_id: UUID | None
    slug: str = Field(examples=["shoes"])
    name: dict[str, str]
    description: dict[str, str]
    seo: StaffSeoOut
    position: int
    version: int


class BreadcrumbOut(ResponseModel):
    """A step on the way from the root."""

    id: UUID
    slug: str
    name: dict[str, str]


class CategoryInTreeOut(StaffCategoryOut):
    """A category with the way from the root down to it."""

    breadcrumbs: list[BreadcrumbOut]


def category_json(category: Category) -> dict[str, Any]:
    return {
        "id": category.id,
        "parent_id": category.parent_id,
        "slug": category.slug,
        "name": dict(category.name.texts),
        "description": dict(category.description.texts),
        "seo": seo_json(category.seo),
        "position": category.position,
        "version": category.version,
    }


def _optional(key: UUID | None) -> CategoryId | None:
    return None if key is None else CategoryId(key)


def category_admin(app: Application) -> Endpoints:
    api = Endpoints("Categories", "/api/v1/admin/categories", Audience.ADMIN)

    @api.get("", "List the whole tree, depth first", returns=ListOut[StaffCategoryOut], policy=Staff("catalog.read"))
    def list_categories(call: Call) -> Reply:
        found = app.catalog.list_categories(ListCategories(actor=call.actor))
        return ok(collection([category_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Add a category",
        body=CategoryIn,
        returns=StaffCategoryOut,
        versioned=True,
        policy=Staff("catalog.write"),
        raises=(AlreadyExists, EntityNotFound, InvalidValue, ConcurrencyConflict),
    )
    def create_category(call: Call, body: CategoryIn) -> Reply:
        category = app.catalog.create_category(
            CreateCategory(
                actor=call.actor,
                name=LocalizedText(body.name),
                slug=body.slug,
                parent_id=_optional(body.parent_id),
                position=body.position,
                description=LocalizedText(body.description),
                seo=optional_seo(body.seo),
            )
        )
        return created(category_json(category), f"{api.prefix}/{category.id}", version=category.version)

    @api.put(
        "/order",
        "Order the categories of one level",
        body=LevelOrderIn,
        returns=ListOut[StaffCategoryOut],
        policy=Staff("catalog.write"),
        raises=(EntityNotFound, InvalidValue, ConcurrencyConflict),
    )
    def reorder_categories(call: Call, body: LevelOrderIn) -> Reply:
        order = tuple(CategoryId(key) for key in body.order)
        level = app.catalog.reorder_categories(ReorderCategories(actor=call.actor, parent_id=_optional(body.parent_id), order=order))
        return ok(collection([category_json(item) for item in level], next_cursor=None, self_link=call.url, next_link=None))

    @api.get(
        "/<uuid:category_id>",
        "Show a category with its breadcrumbs",
        returns=CategoryInTreeOut,
        versioned=True,
        policy=Staff("catalog.read"),
        path_params=KEY,
        raises=(EntityNotFound,),
    )
    def get_category(call: Call, category_id: UUID) -> Reply:
        found = app.catalog.get_category(GetCategory(actor=call.actor, category_id=CategoryId(category_id)))
        steps = [{"id": step.id, "slug": step.slug, "name": dict(step.name.texts)} for step in found.breadcrumbs]
        return ok(category_json(found.category) | {"breadcrumbs": steps}, version=found.category.version)

    _changes(app, api)
    return api


def _changes(app: Application, api: Endpoints) -> None:
    change: dict[str, Any] = {"if_match": IfMatch.REQUIRED, "policy": Staff("catalog.write"), "path_params": KEY}

    @api.patch(
        "/<uuid:category_id>",
        "Rename or describe a category",
        body=CategoryChange,
        returns=StaffCategoryOut,
        versioned=True,
        raises=(*CHANGE_REFUSALS, AlreadyExists),
        **change,
    )
    def change_category(call: Call, body: CategoryChange, category_id: UUID) -> Reply:
        category = app.catalog.change_category(
            ChangeCategory(
                actor=call.actor,
                category_id=CategoryId(category_id),
                expected_version=call.expected_version,
                name=optional_text(body.name),
                slug=body.slug,
                description=optional_text(body.description),
                seo=optional_seo(body.seo),
            )
        )
        return ok(category_json(category), version=category.version)

    @api.put(
        "/<uuid:category_id>/place",
        "Move a category with all below it",
        body=CategoryMove,
        returns=StaffCategoryOut,
        versioned=True,
        raises=(*CHANGE_REFUSALS, CategoryCycle),
        **change,
    )
    def move_category(call: Call, body: CategoryMove, category_id: UUID) -> Reply:
        category = app.catalog.move_category(
            MoveCategory(
                actor=call.actor,
                category_id=CategoryId(category_id),
                parent_id=_optional(body.parent_id),
                position=body.position,
                expected_version=call.expected_version,
            )
        )
        return ok(category_json(category), version=category.version)

    @api.delete(
        "/<uuid:category_id>",
        "Delete a category without subcategories",
        query=CategoryDeletion,
        status=204,
        raises=(*CHANGE_REFUSALS, CategoryHasChildren, CategoryHasProducts),
        **change,
    )
    def delete_category(call: Call, query: CategoryDeletion, category_id: UUID) -> Reply:
        app.catalog.delete_category(
            DeleteCategory(
                actor=call.actor,
                category_id=CategoryId(category_id),
                products=OrphanedProducts(query.products),
                expected_version=call.expected_version,
            )
        )
        return no_content()
