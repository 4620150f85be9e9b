Feature: Placing an order
  In order to rely on what I was shown
  As a shopper
  I want an order for exactly that, once, whatever happens in between

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 3 of them in stock
    And a shopper has 2 "MUG" in the cart

  Scenario: An order costs what was shown
    Given the shopper has filled in everything and pays with a good card
    When the shopper places the order, having seen EUR 24.90
    Then there is an order over EUR 24.90
    And the order is "processing"

  Scenario: A price that changed meanwhile is not charged silently
    Given the shopper has filled in everything and pays with a good card
    And the price of "MUG" has changed to EUR 11.00
    When the shopper places the order, having seen EUR 24.90
    Then it is refused because of "total_changed"
    And there is still no order

  Scenario: Placing the order twice is one order
    Given the shopper has filled in everything and pays with a good card
    And the shopper has placed the order
    When the shopper places the order again
    Then it is the same order as before

  Scenario: An incomplete checkout is no order
    When the shopper places the order
    Then it is refused because of "checkout_incomplete"

  Scenario: An empty cart is no order
    Given the shopper has taken "MUG" out of the cart
    And the shopper has filled in everything and pays with a good card
    When the shopper places the order
    Then it is refused because of "cart_is_empty"

  Scenario: More than there is cannot be ordered
    Given the shopper has put 2 "MUG" into the cart
    And the shopper has filled in everything and pays with a good card
    When the shopper places the order
    Then it is refused because of "insufficient_stock"

  Scenario: What is no longer sold cannot be ordered
    Given the shopper has filled in everything and pays with a good card
    And "MUG" has been archived
    When the shopper places the order
    Then it is refused because of "item_not_for_sale"

  Scenario: A placed order is not changed any more
    Given the shopper has filled in everything and pays with a good card
    And the shopper has placed the order
    When the shopper gives the e-mail address "grace@example.com"
    Then it is refused because of "already_placed"

  Scenario: A download needs no delivery
    Given the shop sells the download "SONG" for EUR 0.99 without counting
    And the shopper has taken "MUG" out of the cart
    And the shopper has put 1 "SONG" into the cart
    When the shopper gives the e-mail address "ada@example.com"
    And the shopper wants the bill sent to Berlin
    And the shopper chooses to pay with a good card
    And the shopper places the order
    Then there is an order over EUR 0.99
