Feature: Stolen sessions
  In order to be safe although somebody copied what is on my device
  As a customer
  I want the copy to be noticed and made useless

  Background:
    Given Ada is signed in on her "phone"

  Scenario: A copy that is used after its owner ends the session
    Given a thief copied the keys of the "phone"
    And the "phone" renews its session
    And 5 minutes have passed
    When the thief uses the copy
    Then it is refused because of "invalid_refresh_token"
    And the "phone" is not signed in

  Scenario: A copy that is used before its owner is noticed when the owner comes
    Given a thief copied the keys of the "phone"
    When the thief uses the copy
    And 5 minutes pass
    And the "phone" renews its session
    Then it is refused because of "invalid_refresh_token"
    And the thief is not signed in

  Scenario: The owner is told
    Given a thief copied the keys of the "phone"
    And the "phone" renews its session
    And 5 minutes have passed
    When the thief uses the copy
    And the background work is done
    Then Ada gets a mail that says "one of your sessions"

  Scenario: The theft is on record
    Given a thief copied the keys of the "phone"
    And the "phone" renews its session
    And 5 minutes have passed
    When the thief uses the copy
    Then the record shows "sessions.refresh_token_replayed" once
    And the record shows "sessions.session_ended" once

  Scenario: The other devices go on
    Given Ada is signed in on her "laptop"
    And a thief copied the keys of the "phone"
    And the "phone" renews its session
    And 5 minutes have passed
    When the thief uses the copy
    Then the "laptop" is signed in

  Scenario: Guessing ends nobody's session
    When somebody makes keys up for the "phone"
    Then it is refused because of "invalid_refresh_token"
    And the "phone" is signed in
