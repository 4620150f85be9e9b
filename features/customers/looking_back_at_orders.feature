Feature: Looking back at orders
  In order to know what I bought, and to buy it again
  As a shopper with an account
  I want my orders in one place, and nobody else's

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And the shop sells "JUG" for EUR 20.00, 3 of them in stock
    And "Ada" has an account as "ada@example.com"
    And "Ada" has kept the address in Berlin as "Home"

  Scenario: The checkout knows the address and the e-mail address
    Given "Ada" has 1 "MUG" in the cart of the account
    When "Ada" looks at the checkout
    Then the checkout of "Ada" still needs shipping method, payment method

  Scenario: An order is in the history of its account
    Given "Ada" has ordered 1 "MUG" and 2 "JUG"
    When "Ada" looks at the orders
    Then the order is among them

  Scenario: The history can be cut to a status
    Given "Ada" has ordered 1 "MUG" and 2 "JUG"
    When "Ada" looks at the orders that are "cancelled"
    Then there are none

  Scenario: Orders of others do not exist
    Given "Ada" has ordered 1 "MUG" and 2 "JUG"
    And "Bob" has an account as "bob@example.com"
    When "Bob" looks at the orders
    Then there are none
    When "Bob" looks at that order
    Then it is refused because of "not_found"
    When "Bob" orders the same again
    Then it is refused because of "not_found"

  Scenario: The same again
    Given "Ada" has ordered 1 "MUG" and 1 "JUG"
    When "Ada" orders the same again
    Then the cart of "Ada" holds 1 "MUG"
    And the cart of "Ada" holds 1 "JUG"
    And nothing was left out

  Scenario: What is short or no longer sold is told
    Given "Ada" has ordered 1 "MUG" and 2 "JUG"
    And "MUG" has been archived
    When "Ada" orders the same again
    Then the cart of "Ada" holds 1 "JUG"
    And it is told that of 2 "JUG" only 1 are in, because of "out_of_stock"
    And it is told that of 1 "MUG" only 0 are in, because of "no_longer_sold"

  Scenario: Orders of a guest are claimed by the confirmed address
    Given a guest has ordered 1 "MUG" as "ada@example.com"
    When "Ada" claims the orders of guests
    Then the order is among them
    When "Ada" looks at the orders
    Then the order is among them

  Scenario: Another address claims nothing
    Given a guest has ordered 1 "MUG" as "ada@example.com"
    And "Bob" has an account as "bob@example.com"
    When "Bob" claims the orders of guests
    Then there are none

  Scenario: What belongs to somebody is not claimed again
    Given a guest has ordered 1 "MUG" as "ada@example.com"
    And "Ada" has claimed the orders of guests
    When "Ada" claims the orders of guests
    Then there are none
