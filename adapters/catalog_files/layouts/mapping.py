"""Column mappings: a small TOML file that says how another layout fills our fields; see docs/importing.md."""

import re
import tomllib
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from adapters.catalog_files.errors import InvalidMapping
from adapters.catalog_files.fields import FIELDS

MAX_MAPPING = 200_000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _field(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"is not a field; fields are {', '.join(sorted(FIELDS))}")
    return name


def _pattern(text: str) -> str:
    # Runs on every row of a file somebody uploads: no nested repetition, which can take for ever.
    if len(text) > 200 or re.search(r"[+*}]\)[+*{]", text):
        raise ValueError("must be at most 200 characters without nested repetition")
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return text


def _as_tuple(value: object) -> object:
    return (str(value),) if isinstance(value, (str, int)) else value


FieldName = Annotated[str, AfterValidator(_field)]
Pattern = Annotated[str, AfterValidator(_pattern)]
#: One heading, or several whose cells are joined (by a hyphen for handles, a space otherwise).
Headings = Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class FileLayout(_Part):
    """The outer form. Without a heading line, columns are named "1", "2", …"""

    format: Literal["csv", "saleor"] = "csv"
    header: bool = True
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    encoding: str | None = None
    decimal_comma: bool = False
    #: What a group's first row holds: product and variant (Shopify), or the product alone when more rows follow (Spree).
    first_row: Literal["product_and_variant", "product"] = "product_and_variant"
    tag_separator: Annotated[str, Field(min_length=1)] = ","
    category_separator: Annotated[str, Field(min_length=1)] = ">"
    #: Zero means that there is no price.
    zero_is_no_price: bool = False
    max_rows_per_product: Annotated[int, Field(ge=1, le=10_000)] = 2_500


class Refusal(_Part):
    """Rows whose `column` matches `pattern` (or, with `unless`, does not) stay out for `reason`."""

    column: str
    pattern: Pattern
    unless: bool = False
    reason: str

    def applies(self, value: str) -> bool:
        return bool(re.fullmatch(self.pattern, value)) is not self.unless


class Aggregation(_Part):
    """Many rows make one product: the most frequent text or the median of positive numbers of all rows with the same `by`."""

    by: str
    upper_case: bool = False
    most_frequent: dict[FieldName, str] = {}
    median: dict[FieldName, str] = {}


class Mapping(_Part):
    """The whole mapping. `columns`: our field ← headings. `constants`: field ← text for every row. `values`: field → text → text.

    `attributes`: attribute code ← heading, kept as text attributes of the product.
    """

    file: FileLayout = FileLayout()
    columns: dict[FieldName, Headings] = {}
    constants: dict[FieldName, str] = {}
    values: dict[FieldName, dict[str, str]] = {}
    attributes: dict[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")], str] = {}
    refuse: tuple[Refusal, ...] = ()
    aggregate: Aggregation | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.file.format != "csv":
            return self
        if not self.file.header and not self.columns:
            raise ValueError("a file without a heading line needs [columns]")
        if self.columns and "handle" not in self.columns:
            raise ValueError("columns/handle: say what groups the rows of a product")
        return self

    @property
    def is_shopify(self) -> bool:
        """Whether headings are understood as Shopify's."""
        return not self.columns and self.file.format == "csv"


def read_mapping(text: str) -> Mapping:
    """Parse and validate; raises InvalidMapping naming the entry."""
    if len(text) > MAX_MAPPING:
        raise InvalidMapping("the file", f"longer than {MAX_MAPPING} characters")
    try:
        return Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InvalidMapping("the file", f"not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidMapping(where, str(first["msg"]).removeprefix("Value error, ")) from None


def shipped_mappings() -> tuple[str, ...]:
    """Names of the mappings that come with Stoa."""
    folder = resources.files("adapters.catalog_files.layouts") / "mappings"
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def shipped_mapping(name: str) -> str:
    """The text of a mapping that comes with Stoa; raises InvalidMapping for an unknown name."""
    if name not in shipped_mappings():
        raise InvalidMapping("its name", f"{name!r} is not among {', '.join(shipped_mappings())}")
    return (resources.files("adapters.catalog_files.layouts") / "mappings" / f"{name}.toml").read_text("utf-8")
