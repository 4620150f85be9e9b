Feature: Importing a catalogue
  In order to open my shop without typing in everything again
  As a merchant
  I want to bring in the product file of my former shop

  Background:
    Given the shop has a channel "default" in EUR
    And the shop has a stock location "main" of priority 1
    And the catalogue file
      | Handle | Title       | Vendor | Published | Option1 Name | Option1 Value | Variant SKU | Variant Inventory Tracker | Variant Inventory Qty | Variant Price | Variant Compare At Price |
      | shirt  | Linen shirt | Loom   | true      | Size         | Small         | SHIRT-S     | shopify                   | 5                     | 40.00         | 50.00                    |
      | shirt  |             |        |           |              | Large         | SHIRT-L     | shopify                   | 3                     | 42.00         |                          |
      | mug    | Blue mug    | Kiln   | false     |              |               |             | shopify                   | 9                     | 12.00         |                          |

  Scenario: Products come in with their variants, prices and stock
    When staff import the file
    Then 2 products are new, 0 changed, 0 equal and 0 refused
    And the shop has
      | Variant SKU | Option1 Value | Variant Price | Variant Compare At Price | Variant Inventory Qty |
      | SHIRT-S     | Small         | 40.00         | 50.00                    | 5                     |
      | SHIRT-L     | Large         | 42.00         |                          | 3                     |

  Scenario: What was not published comes in as a draft
    When staff import the file
    Then the shop has
      | Variant SKU | Status | Published |
      | SHIRT-S     | active | true      |
      | MUG         | draft  | false     |

  Scenario: A product without a SKU gets one from its handle, the same each time
    When staff import the file
    And staff import the file
    Then 0 products are new, 0 changed, 2 equal and 0 refused
    And the shop has
      | Variant SKU | Handle |
      | MUG         | mug    |

  Scenario: Trying a file out keeps nothing
    When staff try out the file
    Then 2 products are new, 0 changed, 0 equal and 0 refused
    And the shop has no "SHIRT-S"

  Scenario: The same file again changes nothing
    Given the goods of this file are in the shop
    When staff import the file
    Then 0 products are new, 0 changed, 2 equal and 0 refused

  Scenario: A list of new prices changes prices and leaves the rest alone
    Given the goods of this file are in the shop
    When staff import
      | Handle | Variant SKU | Variant Price |
      | shirt  | SHIRT-S     | 35.00         |
    Then 0 products are new, 1 changed, 0 equal and 0 refused
    And the shop has
      | Variant SKU | Title       | Vendor | Variant Price | Variant Compare At Price | Variant Inventory Qty |
      | SHIRT-S     | Linen shirt | Loom   | 35.00         | 50.00                    | 5                     |
      | SHIRT-L     |             |        | 42.00         |                          | 3                     |

  Scenario: A delivery that was counted changes the stock alone
    Given the goods of this file are in the shop
    When staff import
      | Handle | Variant SKU | Variant Inventory Tracker | Variant Inventory Qty |
      | shirt  | SHIRT-L     | shopify                   | 30                    |
    Then the shop has
      | Variant SKU | Variant Price | Variant Inventory Qty |
      | SHIRT-S     | 40.00         | 5                     |
      | SHIRT-L     | 42.00         | 30                    |

  Scenario: A new size joins a product that is there
    Given the goods of this file are in the shop
    When staff import
      | Handle | Title       | Option1 Name | Option1 Value | Variant SKU | Variant Price |
      | shirt  | Linen shirt | Size         | Medium        | SHIRT-M     | 41.00         |
    Then 0 products are new, 1 changed, 0 equal and 0 refused
    And the shop has
      | Variant SKU | Option1 Value | Variant Price |
      | SHIRT-M     | Medium        | 41.00         |
      | SHIRT-S     | Small         | 40.00         |

  Scenario: A book list of another shop system is understood
    When staff import the lines of "oscar-books"
      | Book | Books > Fiction | 9780441569595 | Neuromancer | A hacker's last job | Book partner | NEURO-1 | 7.99 | 51 |
    Then 1 products are new, 0 changed, 0 equal and 0 refused
    And the shop has
      | Variant SKU | Title       | Type | Product Category | Variant Barcode | Variant Price | Variant Inventory Qty |
      | NEURO-1     | Neuromancer | Book | Books > Fiction  | 9780441569595   | 7.99          | 51                    |

  Scenario: What comes out can come in again and changes nothing
    Given the goods of this file are in the shop
    When staff export the catalogue and import what came out
    Then 0 products are new, 0 changed, 2 equal and 0 refused
    And what comes out now is the same as before
