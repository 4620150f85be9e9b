Feature: Browsing products
  In order to find something that I like
  As a shopper
  I want to look through what the shop sells, narrowed and ordered as I please

  Background:
    Given a shop in EUR that speaks English and German
    And products are described by Material, which is "Linen, Wool, Silk"
    And the window shows:
      | name        | price | category             | vendor | tags        | material | stock |
      | Linen shirt | 39.00 | Clothes > Shirts     | Weaver | summer, new | Linen    | 5     |
      | Wool coat   | 129.0 | Clothes > Coats      | Loom   | winter      | Wool     | 0     |
      | Silk scarf  | 59.00 | Clothes              | Weaver | new         | Silk     | 2     |
      | Desk lamp   | 45.00 | Home                 | Lux    |             |          | 9     |

  Scenario: A category shows everything below it
    When a shopper browses the category "Clothes"
    Then the shopper sees "Linen shirt, Silk scarf, Wool coat"

  Scenario: A small category shows only its own
    When a shopper browses the category "Shirts"
    Then the shopper sees "Linen shirt"

  Scenario: A category that does not exist shows nothing
    When a shopper browses the category "Boats"
    Then the shopper sees nothing

  Scenario: A collection shows what the merchant put into it
    Given "Desk lamp, Silk scarf" belong to the collection "Gifts"
    When a shopper browses the collection "Gifts"
    Then the shopper sees "Desk lamp, Silk scarf"

  Scenario: Prices between two limits, both included
    When a shopper browses products from 45.00 to 59.00
    Then the shopper sees "Desk lamp, Silk scarf"

  Scenario: Everything of one vendor, however it is spelled
    When a shopper browses products of "weaver"
    Then the shopper sees "Linen shirt, Silk scarf"

  Scenario: Everything with a tag
    When a shopper browses products tagged "New"
    Then the shopper sees "Linen shirt, Silk scarf"

  Scenario: One of several materials will do
    When a shopper browses products whose Material is "Linen or Wool"
    Then the shopper sees "Linen shirt, Wool coat"

  Scenario: Choosing one material still tells how many there are of the others
    When a shopper browses products whose Material is "Linen"
    Then the shopper sees "Linen shirt"
    And the shopper could choose Material "Linen (1), Silk (1), Wool (1)"

  Scenario: What is sold out can be left out
    When a shopper browses products that are in stock
    Then the shopper sees "Desk lamp, Linen shirt, Silk scarf"

  Scenario: The cheapest first
    When a shopper browses everything by price
    Then the shopper sees "Linen shirt, Desk lamp, Silk scarf, Wool coat"

  Scenario: The dearest first
    When a shopper browses everything by highest price
    Then the shopper sees "Wool coat, Silk scarf, Desk lamp, Linen shirt"

  Scenario: Turning the pages shows everything exactly once
    When a shopper turns all pages by name, 3 at a time
    Then the shopper sees "Desk lamp, Linen shirt, Silk scarf, Wool coat"

  Scenario: A page of one order does not go on in another
    When a shopper goes on from a page of another order
    Then it is refused because of "invalid_cursor"

  Scenario: What the merchant takes out of the shop is gone
    When the merchant takes "Silk scarf" out of the shop
    And a shopper browses the category "Clothes"
    Then the shopper sees "Linen shirt, Wool coat"

  Scenario: The tree of categories
    Then the shop is arranged as "Clothes, Clothes > Shirts, Clothes > Coats, Home"
