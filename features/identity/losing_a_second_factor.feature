Feature: Losing a second factor
  In order to keep my account when my telephone is gone
  As somebody who has neither authenticator nor recovery codes any more
  I want the shop to take the second factor off, once it is sure of me

  Background:
    Given Ada has an account
    And Ada has set up an authenticator

  Scenario: The shop takes it off, and the password is enough again
    Given Olga works here as "owner"
    When Olga takes the lost second factor off Ada's account
    And Ada signs in with her password
    Then Ada has got in

  Scenario: The owner of the account hears of it
    Given Olga works here as "owner"
    When Olga takes the lost second factor off Ada's account
    And the background work is done
    Then the last mail of ada@example.com is about "Second factor taken off"

  Scenario: Whoever was signed in is signed out
    Given Ada has signed in with her password and a code
    And Olga works here as "owner"
    When Olga takes the lost second factor off Ada's account
    Then Ada is signed out for want of a second factor

  Scenario: Helping customers does not include it
    Given Sam works here as "support"
    When Sam takes the lost second factor off Ada's account
    Then it is refused because of "permission_denied"

  Scenario: Nobody takes off their own
    Given Olga works here as "owner"
    When Olga takes the lost second factor off her own account
    Then it is refused because of "invalid_value"
