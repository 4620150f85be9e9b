Feature: Keeping an account
  In order to stay the only one who gets in
  As the owner of an account
  I want to change what proves who I am, and to hear of every change

  Background:
    Given ada@example.com has an account with the password "blaue banane 7"
    And ada@example.com is signed in on a laptop and on a telephone

  Scenario: A new password signs out the other devices
    When the owner changes the password from "blaue banane 7" to "gelbe gurke 19" on the laptop
    Then it is accepted
    And the laptop is still signed in
    And the telephone is signed out
    And the last mail of ada@example.com is about "password"

  Scenario: Whoever does not know the password does not change it
    When the owner changes the password from "wrong guess 1" to "gelbe gurke 19" on the laptop
    Then it is refused because of "wrong_password"
    And the refusal names "current_password"

  Scenario: A forgotten password is replaced by mail, and everybody is signed out
    When somebody asks for a new password for ada@example.com
    And ada@example.com opens the link of the last mail to choose "gelbe gurke 19"
    Then it is accepted
    And the laptop is signed out
    When ada@example.com signs in with "gelbe gurke 19"
    Then it is accepted

  Scenario: A link for a new password is good for an hour
    When somebody asks for a new password for ada@example.com
    And 60 minutes pass
    And ada@example.com opens the link of the last mail to choose "gelbe gurke 19"
    Then it is refused because of "link_no_longer_valid"

  Scenario: A refused password leaves the link as it is
    When somebody asks for a new password for ada@example.com
    And ada@example.com opens the link of the last mail to choose "password12"
    Then it is refused because of "password_refused"
    When ada@example.com opens the link of the last mail to choose "gelbe gurke 19"
    Then it is accepted

  Scenario: The address changes when the new mailbox says so, and both are told
    When the owner wants the address ada@new.example
    Then the last mail of ada@example.com is about "wants to change your address"
    When ada@new.example opens the link of the last mail to confirm
    Then the last mail of ada@example.com is about "has changed"
    And the last mail of ada@new.example is about "has changed"
    When ada@new.example signs in with "blaue banane 7"
    Then it is accepted

  Scenario: Until then the account keeps its address
    When the owner wants the address ada@new.example
    And ada@new.example signs in with "blaue banane 7"
    Then it is refused because of "invalid_credentials"

  Scenario: A new password ends a change of address that the owner did not want
    When the owner wants the address thief@new.example
    And the owner changes the password from "blaue banane 7" to "gelbe gurke 19" on the laptop
    And thief@new.example opens the link of the last mail to confirm
    Then it is refused because of "link_no_longer_valid"

  Scenario: An address that has an account is told so, the asker is not
    Given eve@example.com has an account with the password "gruene gans 12"
    When the owner wants the address eve@example.com
    Then it is accepted
    And the last mail of eve@example.com is about "You already have an account"

  Scenario: Shortly after signing in nothing more is asked for
    Given 14 minutes have passed
    When the owner wants the address ada@new.example
    Then it is accepted

  Scenario: A closed account is gone, and its address free again
    When the owner closes the account
    And ada@example.com signs in with "blaue banane 7"
    Then it is refused because of "invalid_credentials"
    And the last mail of ada@example.com is about "is closed"
    When ada@example.com registers with the password "gelbe gurke 19"
    Then the last mail of ada@example.com is about "Confirm your address"
