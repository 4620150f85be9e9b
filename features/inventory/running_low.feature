Feature: Running low
  In order to reorder in time
  As a member of the warehouse staff
  I want to see what runs low and what is out

  Background:
    Given the shop has a channel "default" in EUR
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And the shop sells "BOWL" for EUR 25.00, 1 of them in stock

  Scenario: Goods at their threshold are low
    Given "MUG" at "main" is low from 5
    When staff adjust "MUG" at "main" by -5 because "exhibition"
    Then "MUG" is among the goods that are low
    And "BOWL" is not among the goods that are low

  Scenario: Received goods are not low any more
    Given "MUG" at "main" is low from 10
    When staff receive 1 "MUG" at "main"
    Then "MUG" is not among the goods that are low

  Scenario: Goods without a threshold are never low
    When staff adjust "BOWL" at "main" by -1 because "broken"
    Then "BOWL" is not among the goods that are low
    And "BOWL" is among the goods that are out

  Scenario: A threshold is a count
    When staff say that "MUG" at "main" is low from -1
    Then the refusal names "low_stock_threshold"
