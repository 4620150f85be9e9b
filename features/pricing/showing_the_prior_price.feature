Feature: Showing the prior price
  In order to inform shoppers honestly, as Directive 98/6/EC demands
  As a merchant in the European Union
  I want the lowest price of the 30 days before a reduction beside a reduced price

  Background:
    Given the shop has a channel "default" in EUR
    And the product "Lamp" with the variant "LAMP"
    And "LAMP" costs EUR 40.00

  Scenario: A price that was raised before the sale does not count
    Given 40 days have passed
    And "LAMP" costs EUR 60.00
    And 10 days have passed
    When staff set "LAMP" to EUR 45.00
    Then the prior price of "LAMP" is EUR 40.00

  Scenario: After 30 days the raised price counts
    Given 40 days have passed
    And "LAMP" costs EUR 60.00
    And 30 days have passed
    When staff set "LAMP" to EUR 45.00
    Then the prior price of "LAMP" is EUR 60.00

  Scenario: Without a reduction there is no prior price
    Given 40 days have passed
    When staff set "LAMP" to EUR 45.00
    Then "LAMP" has no prior price

  Scenario: A short sale counts for the next one
    Given "LAMP" is scheduled at EUR 30.00 from day 10 to day 11
    And 20 days have passed
    When staff set "LAMP" to EUR 35.00
    Then the prior price of "LAMP" is EUR 30.00

  Scenario: A scheduled sale looks back from its own beginning
    Given "LAMP" is scheduled at EUR 30.00 from day 10 to day 60
    And 50 days have passed
    Then the prior price of "LAMP" is EUR 40.00
