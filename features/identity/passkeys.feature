Feature: Passkeys
  In order to have nothing to remember and nothing to be lured out of
  As a customer
  I want to come in with a device that knows me

  Background:
    Given Ada has an account
    And Ada has added a passkey

  Scenario: A passkey is enough
    When Ada signs in with her passkey
    Then Ada has got in

  Scenario: With a passkey the password is only half
    When Ada signs in with her password
    Then it is refused because of "second_factor_required"

  Scenario: The passkey is the second step after the password
    When Ada signs in with her password and her passkey
    Then Ada has got in

  Scenario: A device that was lost is replaced by a recovery code
    When Ada signs in with her password and her recovery code 1
    Then Ada has got in

  Scenario: An answer that somebody saw is worth nothing
    Given Ada has signed in with her passkey
    When Eve shows the answer of Ada's passkey once more
    Then it is refused because of "passkey_refused"

  Scenario: A page that only looks like the shop gets nothing
    When Ada is lured into showing her passkey on another page
    Then it is refused because of "passkey_refused"

  Scenario: Whoever may use the device must be looked at
    When Eve signs in with Ada's device without being looked at
    Then it is refused because of "passkey_refused"

  Scenario: A passkey that was removed opens nothing
    Given Ada has signed in with her passkey
    And Ada has removed her passkey
    When Ada signs in with her passkey
    Then it is refused because of "passkey_refused"

  Scenario: The owner hears of a new passkey
    When the background work is done
    Then ada@example.com has heard of a "New passkey"
