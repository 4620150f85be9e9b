Feature: Knowing customers
  In order to treat everybody well
  As staff of the shop
  I want to find customers, and to keep what matters about them

  Background:
    Given "Ada" has an account as "ada@example.com"
    And "Bob" has an account as "bob@example.org"

  Scenario: Customers are found by the beginning of a name or an address
    When staff look for customers with "ada@"
    Then they find "ada@example.com"
    When staff look for customers with "BO"
    Then they find "bob@example.org"
    When staff look for customers with "nobody"
    Then they find nobody

  Scenario: Groups gather customers
    Given staff have opened the customer group "wholesale"
    When staff put "Ada" into the group "wholesale"
    Then the group "wholesale" holds "ada@example.com"

  Scenario: Tags are kept once, in one form
    When staff tag the customer "Ada" with VIP, vip, press
    Then staff see the tags vip, press at "Ada"

  Scenario: Notes are for staff
    When staff note about "Ada" that she likes tea
    Then staff see that note at "Ada"

  Scenario: Staff correct an address that somebody tells them by phone
    Given "Ada" has kept the address in Berlin as "Home"
    When staff write the address in Vienna over "Home" of "Ada"
    Then "Ada" keeps "Home" in "Wien"

  Scenario: Staff see what one customer ordered
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And the shop sells "JUG" for EUR 20.00, 3 of them in stock
    And "Ada" has kept the address in Berlin as "Home"
    And "Ada" has ordered 1 "MUG" and 1 "JUG"
    When staff look at the orders of "Ada"
    Then the order is among them
    When staff look at the orders of "Bob"
    Then there are none
