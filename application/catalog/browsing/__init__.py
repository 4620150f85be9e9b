"""Reading the catalogue in a storefront: what shoppers see, from documents kept ready."""
