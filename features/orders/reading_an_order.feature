Feature: Reading an order
  In order to know what I bought
  As a buyer without an account
  I want to read my order with the link I was given, and nobody else's

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And a shopper has 2 "MUG" in the cart
    And the shopper has filled in everything and pays with a good card
    And the shopper has placed the order

  Scenario: The link from the mail shows the order
    When the buyer opens the link from the mail
    Then there is an order over EUR 24.90

  Scenario: A made-up link shows nothing
    When somebody tries a made-up link to an order
    Then it is refused because of "not_found"

  Scenario: An order stays as it was bought
    Given the price of "MUG" has changed to EUR 99.00
    And "MUG" has been archived
    When the buyer opens the link from the mail
    Then the order still says 2 "MUG" for EUR 24.90 together
