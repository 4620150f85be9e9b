Feature: Filling a cart
  In order to buy several things at once
  As a shopper without an account
  I want to collect them in a cart that is always up to date

  Background:
    Given the shop has a channel "default" in EUR
    And the shop sells "MUG" for EUR 10.00, 100 of them in stock
    And the shop sells "BOWL" for EUR 24.50, 100 of them in stock

  Scenario: A cart can begin with everything
    When a shopper begins a cart with 2 "MUG" and 1 "BOWL"
    Then the cart holds 2 "MUG" at EUR 10.00 each, EUR 20.00 together
    And the cart comes to EUR 44.50
    And the shopper is told nothing in particular

  Scenario: The same thing twice is one line
    Given a shopper has 2 "MUG" in the cart
    When the shopper puts 3 "MUG" into the cart
    Then the cart has 1 lines
    And the cart holds 5 "MUG" at EUR 10.00 each, EUR 50.00 together

  Scenario: Different things are different lines
    Given a shopper has 2 "MUG" in the cart
    When the shopper puts 1 "BOWL" into the cart
    Then the cart has 2 lines
    And the cart comes to EUR 44.50

  Scenario: A quantity can be changed
    Given a shopper has 2 "MUG" in the cart
    When the shopper wants 7 "MUG"
    Then the cart holds 7 "MUG" at EUR 10.00 each, EUR 70.00 together

  Scenario: A line can be taken out
    Given a shopper has 2 "MUG" in the cart
    And the shopper has put 1 "BOWL" into the cart
    When the shopper takes "MUG" out of the cart
    Then the cart has 1 lines
    And the cart comes to EUR 24.50

  Scenario: A line that is gone cannot be taken out
    Given a shopper has 2 "MUG" in the cart
    And the shopper has taken "MUG" out of the cart
    When the shopper takes the same line out again
    Then it is refused because of "cart_line_not_found"

  Scenario: A cart can be emptied
    Given a shopper has 2 "MUG" in the cart
    When the shopper empties the cart
    Then the cart has 0 lines
    And the cart comes to EUR 0.00

  Scenario: None of something is not a wish
    Given a shopper has an empty cart
    When the shopper puts 0 "MUG" into the cart
    Then the refusal names "quantity"

  Scenario: A thousand million of something is not a wish either
    Given a shopper has an empty cart
    When the shopper puts 1000000000 "MUG" into the cart
    Then it is refused because of "quantity_limit_exceeded"

  Scenario: What does not exist cannot be bought
    Given a shopper has an empty cart
    When the shopper puts something unheard-of into the cart
    Then it is refused because of "unknown_variant"

  Scenario: What was archived cannot be bought
    Given a shopper has an empty cart
    And "BOWL" has been archived
    When the shopper puts 1 "BOWL" into the cart
    Then it is refused because of "variant_not_sold"

  Scenario: A change that is based on an older cart is refused when the device says so
    Given a shopper has 2 "MUG" in the cart
    And the shopper has put 1 "BOWL" into the cart
    When another device, which saw the cart earlier, puts 1 "MUG" into it
    Then it is refused because of "stale_version"
