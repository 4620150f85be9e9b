Feature: A second factor
  In order to keep my account even when somebody learns my password
  As a customer
  I want to show a code of my telephone when I sign in

  Background:
    Given Ada has an account

  Scenario: Without a second factor the password is enough
    When Ada signs in with her password
    Then Ada has got in

  Scenario: With a second factor the password is only half
    Given Ada has set up an authenticator
    When Ada signs in with her password
    Then it is refused because of "second_factor_required"

  Scenario: Password and code together open the account
    Given Ada has set up an authenticator
    When Ada signs in with her password and a code
    Then Ada has got in

  Scenario: A code that somebody saw is worth nothing once it was used
    Given Ada has set up an authenticator
    And Ada has signed in with her password and a code
    When Eve signs in with Ada's password and the same code
    Then it is refused because of "wrong_second_factor_code"

  Scenario: Guessing codes is answered with patience
    Given Ada has set up an authenticator
    And Eve has guessed 4 codes with Ada's password
    When Eve signs in with Ada's password and the code "123123"
    Then it is refused because of "too_many_attempts"

  Scenario: A telephone that was lost is replaced by a recovery code
    Given Ada has set up an authenticator
    When Ada signs in with her password and her recovery code 1
    Then Ada has got in
    And Ada has 9 recovery codes left

  Scenario: A recovery code opens the account once
    Given Ada has set up an authenticator
    And Ada has signed in with her password and her recovery code 1
    When Ada signs in with her password and her recovery code 1
    Then it is refused because of "wrong_second_factor_code"

  Scenario: New recovery codes make the old ones worthless
    Given Ada has set up an authenticator
    And Ada has signed in with her password and a code
    And Ada has kept her first recovery codes and made new ones
    When Ada signs in with her password and a recovery code of the first set
    Then it is refused because of "wrong_second_factor_code"

  Scenario: Setting it up needs a code that fits
    When Ada sets up an authenticator with the code "000001"
    Then it is refused because of "wrong_second_factor_code"
    And Ada has no second factor

  Scenario: An open session is not enough to give it up
    Given Ada has set up an authenticator
    And Ada has signed in with her password and a code
    And 14 minutes have passed
    And Ada's session was kept alive
    And 2 minutes have passed
    When Ada gives up the second factor
    Then it is refused because of "fresh_sign_in_required"

  Scenario: Whoever shows the credentials once more may give it up
    Given Ada has set up an authenticator
    And Ada has signed in with her password and a code
    And 14 minutes have passed
    And Ada has shown her credentials once more
    When Ada gives up the second factor
    Then Ada has no second factor

  Scenario: The owner is told
    Given Ada has set up an authenticator
    When the background work is done
    Then the last mail of ada@example.com is about "Second factor switched on"
