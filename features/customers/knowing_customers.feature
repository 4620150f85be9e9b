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
