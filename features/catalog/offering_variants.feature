Feature: Offering variants
  In order to sell a product in sizes and colours
  As a merchant
  I want every variant to be one clear combination with a number of its own

  Background:
    Given the product "Shirt" in the sizes "S", "M"
    And the variant "SHIRT-S" of "Shirt" in size "S"

  Scenario: A combination exists once
    When staff add the variant "OTHER" of "Shirt" in size "S"
    Then it is refused because of "duplicate_combination"

  Scenario: A variant needs one of the sizes offered
    When staff add the variant "SHIRT-XL" of "Shirt" in size "XL"
    Then the refusal names "option_values/size"

  Scenario: An article number exists once in the whole shop
    When staff create the product "Copy" with the variant "SHIRT-S"
    Then it is refused because of "already_exists"

  Scenario: A variant without an article number gets one
    When staff add a variant of "Shirt" in size "M"
    Then "Shirt" has the variants "SHIRT-S", "SHIRT-M"

  Scenario: A mistyped barcode is noticed
    When staff add the variant "SHIRT-M" of "Shirt" in size "M" with the barcode "4006381333932"
    Then the refusal names "barcode"

  Scenario: A size that a variant has cannot be taken away
    When staff offer "Shirt" only in the sizes "M", "L"
    Then it is refused because of "option_value_in_use"

  Scenario: A new choice begins with its first value
    When staff offer "Shirt" in the sizes "S", "M" and the colours "Blue", "White"
    Then the variant "SHIRT-S" of "Shirt" has the colour "blue"
