Feature: Filling in the checkout
  In order to get what is in my cart
  As a shopper without an account
  I want to say who I am and where it goes, in any order, and always see what it costs

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 100 of them in stock
    And a shopper has 2 "MUG" in the cart

  Scenario: A new checkout needs everything
    When the shopper looks at the checkout
    Then the checkout still needs email, shipping address, billing address, shipping method, payment method
    And the total is EUR 20.00

  Scenario: Parts can be given one after the other
    When the shopper wants it sent to Berlin
    And the shopper gives the e-mail address "ada@example.com"
    Then the checkout still needs shipping method, payment method

  Scenario: Everything can be given at once
    When the shopper fills in everything and pays with a good card
    Then nothing is missing
    And the total is EUR 24.90

  Scenario: A change is taken over at any time before the order
    Given the shopper has filled in everything and pays with a good card
    When the shopper gives the e-mail address "grace@example.com"
    Then nothing is missing

  Scenario: A wrong e-mail address is refused
    When the shopper gives the e-mail address "ada at example"
    Then it is refused because of "invalid_value"
    And the refusal names "email"

  Scenario: An address has to fit its country
    When the shopper gives a German address with the postal code "1"
    Then it is refused because of "invalid_address"

  Scenario: The shop says to which countries it sells
    Given the channel "default" sells to DE and AT only
    When the shopper wants it sent to Tokyo
    Then it is refused because of "country_not_served"

  Scenario: Goods that are no longer sold are told, not hidden
    Given the shop sells "JUG" for EUR 30.00, 5 of them in stock
    And the shopper has put 1 "JUG" into the cart
    And "JUG" has been archived
    When the shopper looks at the checkout
    Then the shopper is told that "JUG" is no longer sold
    And the total is EUR 20.00
