Feature: Scheduling prices
  In order to sleep while a sale begins
  As a merchant
  I want prices to begin and end by themselves

  Background:
    Given the shop has a channel "default" in EUR
    And the product "Lamp" with the variant "LAMP"
    And "LAMP" costs EUR 40.00

  Scenario: A sale begins and ends at its time
    When staff schedule "LAMP" at EUR 30.00 from day 2 to day 4
    Then "LAMP" costs EUR 40.00 now
    When 2 days pass
    Then "LAMP" costs EUR 30.00 now
    When 2 days pass
    Then "LAMP" costs EUR 40.00 now

  Scenario: A day's sale inside a season's sale wins for its day
    When staff schedule "LAMP" at EUR 30.00 from day 1 to day 10
    And staff schedule "LAMP" at EUR 20.00 from day 5 to day 6
    And 5 days pass
    Then "LAMP" costs EUR 20.00 now
    When 1 days pass
    Then "LAMP" costs EUR 30.00 now

  Scenario: The regular price can change during a sale without ending it
    Given "LAMP" is scheduled at EUR 30.00 from day 0 to day 4
    When staff set "LAMP" to EUR 50.00
    Then "LAMP" costs EUR 30.00 now
    When 4 days pass
    Then "LAMP" costs EUR 50.00 now

  Scenario: A sale ends after it begins
    When staff schedule "LAMP" at EUR 30.00 from day 4 to day 4
    Then it is refused because of "invalid_value"
    And the refusal names "valid_until"
