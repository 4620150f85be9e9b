Feature: Selling from several locations
  In order to keep goods where they are needed
  As a merchant with several warehouses
  I want to know and to move what each of them has

  Background:
    Given the shop has a channel "default" in EUR
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And the shop has a stock location "outlet" of priority 2

  Scenario: Goods move from one location to another
    When staff move 4 "MUG" from "main" to "outlet"
    Then "main" has 6 "MUG" on hand
    And "outlet" has 4 "MUG" on hand
    And the counts agree with the movements

  Scenario: Only what is there can move
    When staff move 11 "MUG" from "main" to "outlet"
    Then it is refused because of "stock_below_zero"
    And "outlet" has 0 "MUG" on hand

  Scenario: A transfer needs two places
    When staff move 1 "MUG" from "main" to "main"
    Then the refusal names "destination"

  Scenario: Two locations cannot share a code
    When staff open a stock location "outlet"
    Then it is refused because of "already_exists"

  Scenario: A closed location keeps its goods but sells none
    Given a shopper has 1 "MUG" in the cart
    When staff close the stock location "main"
    And the shopper puts 1 "MUG" into the cart
    Then the shopper is told that 0 "MUG" are available
    And "main" has 10 "MUG" on hand

  Scenario: A location with a history cannot be removed
    When staff remove the stock location "main"
    Then it is refused because of "stock_location_in_use"

  Scenario: A location that never kept goods can be removed
    When staff remove the stock location "outlet"
    Then it is accepted
