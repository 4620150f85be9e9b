Feature: Gathering products in collections
  In order to show products together that belong together
  As a merchant
  I want to choose them by hand, or to let rules choose

  Background:
    Given the channel "default" shows the product "Mug" tagged "clay"
    And the channel "default" shows the product "Plate" tagged "clay"
    And the channel "default" shows the product "Fork" tagged "steel"

  Scenario: By hand, in the order chosen
    Given the collection "Favourites" by hand
    When staff choose "Fork", "Mug" for "Favourites"
    Then the collection "Favourites" holds "Fork", "Mug"
    When staff choose "Mug", "Fork", "Plate" for "Favourites"
    Then the collection "Favourites" holds "Mug", "Fork", "Plate"

  Scenario: Rules choose at once
    When staff open a collection "Clay" of products tagged "Clay"
    Then the collection "Clay" holds "Mug" and "Plate" in any order

  Scenario: Rules follow what changes
    Given the collection "Clay" of products tagged "clay"
    When staff tag "Fork" with "steel, clay"
    And staff tag "Mug" with "porcelain"
    And the background work is done
    Then the collection "Clay" holds "Fork" and "Plate" in any order

  Scenario: Several rules may all have to hold, or any
    When staff open a collection "Clay plates" of products tagged "clay" and called "plate"
    And staff open a collection "Clay or forks" of products tagged "clay" or called "fork"
    Then the collection "Clay plates" holds "Plate"
    And the collection "Clay or forks" holds "Mug", "Plate" and "Fork" in any order

  Scenario: What rules choose is not chosen by hand
    Given the collection "Clay" of products tagged "clay"
    When staff choose "Fork" for "Clay"
    Then it is refused because of "members_follow_rules"

  Scenario: A collection of cheap things follows a sale
    Given "MUG" costs EUR 20.00
    And the collection "Under ten" of products under EUR 10.00
    When staff schedule "MUG" at EUR 8.00 from day 1 to day 2
    And the background work is done
    Then the collection "Under ten" is empty
    When 1 days pass
    And the background work is done
    Then the collection "Under ten" holds "Mug"
    When 1 days pass
    And the background work is done
    Then the collection "Under ten" is empty
