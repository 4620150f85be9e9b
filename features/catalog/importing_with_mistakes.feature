Feature: Importing a file with mistakes
  In order to mend a file instead of searching it
  As a merchant
  I want to be told what stayed out, where and why, while the good lines go in

  Background:
    Given the shop has a channel "default" in EUR
    And the shop has a stock location "main" of priority 1

  Scenario: A wrong price keeps its variant out and nothing else
    When staff import
      | Handle | Title | Option1 Name | Option1 Value | Variant SKU | Variant Price |
      | shirt  | Shirt | Size         | Small         | SHIRT-S     | forty         |
      | shirt  |       |              | Large         | SHIRT-L     | 42.00         |
      | mug    | Mug   |              |               | MUG         | 12.00         |
    Then 2 products are new, 0 changed, 0 equal and 0 refused
    And the report names line 2 and "Variant Price": must be a number
    And the shop has no "SHIRT-S"
    And the shop has
      | Variant SKU | Variant Price |
      | SHIRT-L     | 42.00         |
      | MUG         | 12.00         |

  Scenario: A gift card is not taken for a product
    When staff import
      | Handle | Title     | Variant SKU | Variant Price | Gift Card |
      | card   | Gift card | CARD-50     | 50.00         | true      |
      | mug    | Mug       | MUG         | 12.00         | false     |
    Then 1 products are new, 0 changed, 0 equal and 1 refused
    And the report names line 2 and "Gift Card": gift cards are not products here

  Scenario: Two products cannot share a SKU
    When staff import
      | Handle | Title | Variant SKU | Variant Price |
      | mug    | Mug   | BLUE-1      | 12.00         |
      | cup    | Cup   | BLUE-1      | 9.00          |
    Then 1 products are new, 0 changed, 0 equal and 1 refused
    And the report names line 3 and "Variant SKU": another product has this SKU

  Scenario: A wrong barcode is pointed out and the product goes in without it
    When staff import
      | Handle | Title | Variant SKU | Variant Price | Variant Barcode |
      | mug    | Mug   | MUG         | 12.00         | 4006381333932   |
    Then 1 products are new, 0 changed, 0 equal and 0 refused
    And the report names line 2 and "Variant Barcode": wrong check digit
    And the shop has
      | Variant SKU | Variant Barcode |
      | MUG         |                 |

  Scenario: A file without products is refused as a whole
    When staff import
      | Name | Price |
      | Mug  | 12.00 |
    Then the import is "failed"
    And the shop says that the file has "no column Handle"

  Scenario: A layout that nobody knows is refused at once
    Given the catalogue file
      | Handle | Title | Variant Price |
      | mug    | Mug   | 12.00         |
    When staff hand in the file to be read as "stone-tablets"
    Then it is refused because of "invalid_mapping"

  Scenario: An import that was called off in time brings nothing in
    Given the catalogue file
      | Handle | Title | Variant SKU | Variant Price |
      | mug    | Mug   | MUG         | 12.00         |
    When staff call the import off before the shop has begun with it
    Then the import is "cancelled"
    And the shop has no "MUG"
