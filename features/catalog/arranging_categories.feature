Feature: Arranging categories
  In order to let shoppers find things where they look for them
  As a merchant
  I want to arrange categories in a tree that can grow and change

  Background:
    Given the categories "Home", "Home > Kitchen", "Home > Kitchen > Pots", "Garden"

  Scenario: A category with all below it moves somewhere else
    When staff move the category "Kitchen" below "Garden"
    Then the categories are "Home", "Garden", "Garden > Kitchen", "Garden > Kitchen > Pots"

  Scenario: A category becomes a main one
    When staff move the category "Kitchen" to the top
    Then the categories are "Home", "Garden", "Kitchen", "Kitchen > Pots"

  Scenario: A category cannot be moved below itself
    When staff move the category "Home" below "Pots"
    Then it is refused because of "category_cycle"
    And the categories are "Home", "Home > Kitchen", "Home > Kitchen > Pots", "Garden"

  Scenario: Staff decide the order
    When staff order the main categories "Garden", "Home"
    Then the categories are "Garden", "Home", "Home > Kitchen", "Home > Kitchen > Pots"

  Scenario: An order that forgets a category is refused
    When staff order the main categories "Garden"
    Then it is refused because of "invalid_value"

  Scenario: A category with subcategories stays
    When staff delete the category "Home"
    Then it is refused because of "category_has_children"

  Scenario: Products of a deleted category go one level up when staff say so
    Given the product "Stock pot" in the category "Pots"
    When staff delete the category "Pots"
    Then it is refused because of "category_has_products"
    When staff delete the category "Pots" and move its products up
    And staff open a collection "All for the kitchen" of products in "Kitchen"
    Then the collection "All for the kitchen" holds "Stock pot"
