Feature: Knowing, taking along and erasing one's data
  In order to stay the master of what is known about me
  As somebody who shops here
  I want to agree and think again, to take my data along, and to be forgotten

  Background:
    Given "Ada" has an account as "ada@example.com"

  Scenario: What I agreed to is kept with its words
    When "Ada" agrees to "newsletter" in the words of "2026-01"
    Then "Ada" has agreed to "newsletter"

  Scenario: A consent can be taken back
    Given "Ada" has agreed to "newsletter" before
    When "Ada" takes "newsletter" back
    Then "Ada" has not agreed to "newsletter"

  Scenario: What was never agreed to cannot be taken back
    When "Ada" takes "profiling" back
    Then it is refused because of "not_found"

  Scenario: Everything about me can be taken along
    Given "Ada" has agreed to "newsletter" before
    When "Ada" asks for a copy of everything
    And the background work is done
    Then the copy of "Ada" tells of "ada@example.com" and "newsletter"
    And the last mail of ada@example.com is about "is ready"

  Scenario: A copy is not kept for ever
    When "Ada" asks for a copy of everything
    And the background work is done
    And 4 days pass
    Then the copy of "Ada" is gone

  Scenario: A copy is for nobody else
    Given "Bob" has an account as "bob@example.org"
    When "Ada" asks for a copy of everything
    And the background work is done
    Then "Bob" cannot fetch the copy of "Ada"

  Scenario: Who asks to be forgotten may think again
    When "Ada" asks to be forgotten
    And "Ada" stays after all
    And 15 days pass
    And the background work is done
    Then the shop knows "ada@example.com"

  Scenario: Who asked to be forgotten is told until when to think again
    When "Ada" asks to be forgotten
    And the background work is done
    Then the last mail of ada@example.com is about "will be erased"
    When "Ada" stays after all
    And the background work is done
    Then the last mail of ada@example.com is about "stays"

  Scenario: Nobody is forgotten in a hurry
    When "Ada" asks to be forgotten
    And 13 days pass
    And the background work is done
    Then the shop knows "ada@example.com"

  Scenario: Who asked to be forgotten is forgotten
    Given "Ada" has agreed to "newsletter" before
    When "Ada" asks to be forgotten
    And 15 days pass
    And the background work is done
    Then the shop does not know "ada@example.com"

  Scenario: Staff forget somebody who wrote a letter
    When staff forget "ada@example.com"
    Then the shop does not know "ada@example.com"

  Scenario: Nobody can be forgotten twice
    Given staff forgot "ada@example.com"
    When staff forget "ada@example.com"
    Then it is refused because of "person_not_known"
