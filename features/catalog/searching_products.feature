Feature: Searching products
  In order to find what I have in mind
  As a shopper
  I want to type a few words and see what fits best

  Background:
    Given a shop in EUR that speaks English and German
    And products are described by Material, which is "Linen, Merino"
    And the window shows:
      | name        | price | category         | vendor | tags   | material | description                  |
      | Linen shirt | 39.00 | Clothes > Shirts | Weaver | summer | Linen    | Cool on the hottest day      |
      | Trousers    | 35.00 | Clothes          | Loom   |        | Linen    | They go well with a shirt    |
      | Scarf       | 59.00 | Clothes          | Weaver | winter | Merino   | Soft and light               |

  Scenario: A word of the name counts more than one of the description
    When a shopper searches for "shirt"
    Then the shopper sees "Linen shirt, Trousers"

  Scenario: Letters may be large or small
    When a shopper searches for "SCARF"
    Then the shopper sees "Scarf"

  Scenario: Whoever knows the article number finds the article
    When a shopper searches for "LINEN-SHIRT"
    Then the first is "Linen shirt"

  Scenario: Materials, vendors and tags are found too
    When a shopper searches for "merino"
    Then the shopper sees "Scarf"
    When a shopper searches for "weaver winter"
    Then the first is "Scarf"

  Scenario: The more words fit, the better
    When a shopper searches for "linen shirt for summer"
    Then the first is "Linen shirt"

  Scenario: A search within a category
    When a shopper searches the category "Shirts" for "linen"
    Then the shopper sees "Linen shirt"

  Scenario: Found products in another order
    When a shopper searches for "shirt", cheapest first
    Then the shopper sees "Trousers, Linen shirt"

  Scenario: Nothing fits
    When a shopper searches for "submarine"
    Then the shopper sees nothing

  Scenario: Signs that mean nothing do no harm
    When a shopper searches for "scarf & (|!:* "
    Then the first is "Scarf"
