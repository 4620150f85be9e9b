Feature: Setting prices
  In order to earn a living
  As a merchant
  I want to set prices one by one or for the whole shop

  Background:
    Given the shop has a channel "default" in EUR
    And the product "Lamp" with the variant "LAMP"
    And the product "Desk" with the variant "DESK"

  Scenario: A new price replaces the old one, which is remembered
    Given "LAMP" costs EUR 40.00
    When staff set "LAMP" to EUR 45.00
    Then "LAMP" costs EUR 45.00 now
    And the prices of "LAMP" so far are EUR 40.00, EUR 45.00

  Scenario: The same price again changes nothing
    Given "LAMP" costs EUR 40.00
    When staff set "LAMP" to EUR 40.00
    Then nothing has changed
    And the prices of "LAMP" so far are EUR 40.00

  Scenario: A price is in the currency of its channel
    When staff set "LAMP" to USD 40.00
    Then it is refused because of "invalid_value"

  Scenario: A crossed-out price is higher than the price
    When staff set "LAMP" to EUR 40.00 instead of EUR 40.00
    Then it is refused because of "invalid_value"
    And the refusal names "compare_at"

  Scenario: Many prices are set together or not at all
    When staff set the prices "LAMP" EUR 41.00, "DESK" EUR 99.00
    Then "LAMP" costs EUR 41.00 now
    And "DESK" costs EUR 99.00 now
    When staff set the prices "LAMP" EUR 42.00, "CHAIR" EUR 10.00
    Then it is refused because of "invalid_value"
    And "LAMP" costs EUR 41.00 now
