Feature: Carts and channels
  In order to be charged in my currency
  As a shopper
  I want a cart to belong to one storefront

  Background:
    Given the shop has a channel "default" in EUR
    And the shop has a channel "swiss" in CHF
    And the channel "swiss" sells "CLOCK" for CHF 99.00

  Scenario: A cart sells in the currency of its channel
    When a shopper begins a cart in the channel "swiss"
    And the shopper puts 1 "CLOCK" into the cart
    Then the cart comes to CHF 99.00

  Scenario: Another currency is refused
    When a shopper begins a cart in the channel "swiss" in EUR
    Then it is refused because of "currency_mismatch"

  Scenario: What another channel sells cannot be bought here
    Given a shopper has an empty cart
    When the shopper puts 1 "CLOCK" into the cart
    Then it is refused because of "variant_not_sold"

  Scenario: A channel that does not exist has no carts
    When a shopper begins a cart in the channel "atlantis"
    Then it is refused because of "not_found"
