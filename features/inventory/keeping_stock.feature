Feature: Keeping stock
  In order to sell what is really there
  As a member of the warehouse staff
  I want every change of stock to be counted and explained

  Background:
    Given the shop has a channel "default" in EUR
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock

  Scenario: Received goods are on hand
    When staff receive 5 "MUG" at "main"
    Then "main" has 15 "MUG" on hand
    And the movements of "MUG" are received +10, received +5

  Scenario: Damage is taken off with a reason
    When staff adjust "MUG" at "main" by -2 because "two arrived broken"
    Then "main" has 8 "MUG" on hand
    And the last movement of "MUG" names "two arrived broken" and who did it

  Scenario: No more can be taken off than is there
    When staff adjust "MUG" at "main" by -11 because "stolen"
    Then it is refused because of "stock_below_zero"
    And the refusal says that 10 are there
    And "main" has 10 "MUG" on hand

  Scenario: A count replaces what was on hand
    When staff count 7 "MUG" at "main", having seen 10
    Then "main" has 7 "MUG" on hand
    And the movements of "MUG" are received +10, adjusted -3

  Scenario: A count that is based on an old number is refused
    Given staff have received 4 "MUG" at "main"
    When staff count 9 "MUG" at "main", having seen 10
    Then it is refused because of "stock_count_changed"
    And the refusal says that 14 are there
    And "main" has 14 "MUG" on hand

  Scenario: A count that finds nothing new leaves no trace
    When staff count 10 "MUG" at "main", having seen 10
    Then the movements of "MUG" are received +10

  Scenario: Counts and movements always agree
    Given staff have adjusted "MUG" at "main" by -3 because "samples"
    When staff count 12 "MUG" at "main", having seen 7
    Then the counts agree with the movements

  Scenario: Goods that the shop does not know cannot be received
    When staff receive 5 "TEAPOT" at "main"
    Then it is refused because of "not_found"

  Scenario: Goods cannot arrive where there is no location
    When staff receive 5 "MUG" at "moon"
    Then it is refused because of "not_found"
