Feature: Describing products by attributes
  In order to let shoppers compare and filter
  As a merchant
  I want every kind of product to be described by the same well-defined facts

  Background:
    Given the attribute "material" with the choices "Linen", "Wool"
    And the attribute "length_cm" is a number of at least 1
    And products of the kind "clothing" need "material" and may have "length_cm"

  Scenario: A product without a required fact does not go on sale
    Given the product "Scarf" of the kind "clothing" with one variant
    When staff put "Scarf" on sale
    Then it is refused because of "product_not_ready"
    When staff say that "Scarf" has the material "wool"
    And staff put "Scarf" on sale
    Then "Scarf" is active

  Scenario: A choice that does not exist is refused by name
    Given the product "Scarf" of the kind "clothing" with one variant
    When staff say that "Scarf" has the material "plastic"
    Then it is refused because of "invalid_value"
    And the refusal names "attributes/material"

  Scenario: A number below the limit is refused by name
    Given the product "Scarf" of the kind "clothing" with one variant
    When staff say that "Scarf" has the length_cm "0.5"
    Then the refusal names "attributes/length_cm"

  Scenario: A choice that products have cannot be taken away
    Given the product "Scarf" of the kind "clothing" with one variant
    And staff have said that "Scarf" has the material "wool"
    When staff leave only the choice "Linen" for "material"
    Then it is refused because of "choice_in_use"

  Scenario: A product on sale keeps its required facts
    Given the product "Scarf" of the kind "clothing" with one variant
    And staff have said that "Scarf" has the material "wool"
    And "Scarf" is on sale
    When staff take the material of "Scarf" away
    Then it is refused because of "product_not_ready"
    And "Scarf" has the material "wool"
