Feature: Opening channels
  In order to sell in several markets
  As a merchant
  I want each storefront to have its own currency

  Scenario: A new channel sells in its currency
    Given the shop has a channel "europe" in EUR
    When staff open a channel "japan" in JPY
    Then the channel "japan" sells in JPY

  Scenario: Two channels cannot share a code
    Given the shop has a channel "europe" in EUR
    When staff open a channel "europe" in USD
    Then it is refused because of "already_exists"
    And the channel "europe" sells in EUR

  Scenario: A channel needs a real currency
    When staff open a channel "fantasy" in XXL
    Then it is refused because of "unknown_currency"
