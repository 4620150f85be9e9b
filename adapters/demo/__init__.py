"""The demo shop's data: flat JSON files and pictures that `stoa demo` reads; every text, name and vendor was invented for it.

Conventions: money is an integer of minor units of the channel's currency (EUR prices include tax, USD prices do not);
texts are `{"en": …, "de": …}`; records refer to one another by `code`, `slug` or `sku`; an absent value is `null`; times
are ISO 8601 in UTC. The order of a list is the order to show.

`shop.json` (one object of lists)
    channels          code, name, currency, tax_inclusive, default_locale, locales, countries, stock_locations (in order of use)
    stock_locations   code, name, priority (1 is served first), country
    tax_categories    code, name
    tax_zones         code, name, country, region (a US state, or null for the whole country)
    tax_rates         zone, category, percent (decimal as a string: "25.5"), name; one row for each zone and category.
                      EU: standard rate, and the lowest of the general reduced rates (no super-reduced ones; Denmark has none and
                      charges the standard rate); US: rate of the state, without county and city. Facts for a demo, no tax advice.
    shipping_zones    code, name, countries
    shipping_methods  code, zone, channel, name, kind, price, free_over, weight_table, delivery_days {min, max}, tax_category;
                      kind `flat` uses price; `free_over` uses price, and 0 from a goods value of free_over on; `weight_table` uses
                      rows {up_to_g, price} in ascending order, and is not offered above the last row
    payment_methods   code, gateway (`test` or `manual`), name, instructions, channels, countries (null: every country)

`categories.json` (list, parents before children)
    slug, parent (slug or null), position (from 1 among its siblings), name, description

`product_types.json` (list)
    code, name, attributes [code, kind, name, unit, filterable, required, choices [code, name] or null]
    kind: text, number, boolean, choice, multi_choice, date. An attribute used by two types is defined the same in both.

`products-<department>.json` (lists)
    slug, status (draft, active, archived), type, name, description (HTML: p, ul, li, strong, em, h3), categories (the first
    is the main one), vendor, tags, seo {title, description}
    publications  channel, from, until (null: open end); a channel without an entry does not sell the product
    attributes    by code: text is localized, number is an integer in the attribute's unit, choice is a code, multi_choice a
                  list of codes, date is YYYY-MM-DD; what does not apply is left out
    options       code, name, values [code, name]; empty for a product of one variant
    variants      sku, barcode (EAN-13 of the range 20 to 29, free for use inside a shop), options {option: value},
                  weight_g, dimensions_mm [length, width, height] or null, requires_shipping, tax_category,
                  prices {channel: {amount, compare_at or null}}, stock {location: on hand}, track_stock (false: never runs
                  out), low_stock_threshold, backorder (`deny` or `allow`)
    media         file (in `media/`), alt; the first is the main picture

`collections.json` (list)
    slug, kind, name, description; kind `manual`: products (slugs, in order); kind `rule`: rule {match: `all`, conditions}
    condition: field `tag` or `vendor` with operator `is`; `category` with `within` (the category and all below it);
    `price` with `under` (channel, value: some variant costs less than value)

`media/` holds one SVG for each media entry, drawn by `python -m scripts.demo_media` from `scripts/demo_motifs.json`.

Left in on purpose, to be shown: a draft (`linen-henley`), an archived product (`quilted-vest`), a sale window that has
closed (`advent-pantry-box`), all variants sold out (`sport-earbuds`), made to order with no stock (`reading-floor-lamp`),
single variants sold out or on backorder, three options with missing combinations (`storm-shell`, `washed-linen-bedding`),
downloads that need no shipping, products of one variant, products for one channel only, reduced prices for some variants.
"""
