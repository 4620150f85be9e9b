Feature: Signing in
  In order to be sure that nobody shops in my name
  As the owner of an account
  I want to get in myself, always, and to hear of others who try

  Background:
    Given ada@example.com has an account with the password "blaue banane 7"

  Scenario: A wrong password and an unknown address are the same
    When ada@example.com signs in with "wrong guess 1"
    Then it is refused because of "invalid_credentials"
    When nobody@example.com signs in with "wrong guess 1"
    Then it is refused because of "invalid_credentials"

  Scenario: Guessers wait
    Given somebody has tried 5 wrong passwords for ada@example.com
    When ada@example.com signs in with "blaue banane 7"
    Then it is refused because of "too_many_attempts"

  Scenario: After the wait the right password opens
    Given somebody has tried 5 wrong passwords for ada@example.com
    And 1 minutes have passed
    When ada@example.com signs in with "blaue banane 7"
    Then it is accepted

  Scenario: The owner gets in by mail, however many have guessed
    Given somebody has tried 5 wrong passwords for ada@example.com
    When somebody asks for a link to sign in for ada@example.com
    And ada@example.com opens the link of the last mail to sign in
    Then it is accepted
    And the account has the address ada@example.com

  Scenario: A link to sign in is good for a quarter of an hour
    When somebody asks for a link to sign in for ada@example.com
    And 15 minutes pass
    And ada@example.com opens the link of the last mail to sign in
    Then it is refused because of "link_no_longer_valid"

  Scenario: An address without account gets no mail
    When somebody asks for a link to sign in for nobody@example.com
    Then it is accepted
    And nobody@example.com has received 0 mails

  Scenario: A new device is told to the owner
    When ada@example.com signs in on a telephone with "blaue banane 7"
    Then the last mail of ada@example.com is about "New sign-in"
    And the last mail of ada@example.com says "Safari on iPhone"

  Scenario: A known device is no news
    When ada@example.com signs in with "blaue banane 7"
    Then the last mail of ada@example.com is about "Confirm your address"

  Scenario: Customers do not get in where staff work
    When ada@example.com signs in at the door of staff with "blaue banane 7"
    Then it is refused because of "invalid_credentials"

  Scenario: A locked account stays shut until staff open it
    Given staff have locked the account of ada@example.com
    When ada@example.com signs in with "blaue banane 7"
    Then it is refused because of "invalid_credentials"
    And the last mail of ada@example.com is about "is locked"
    When staff unlock the account of ada@example.com
    And ada@example.com signs in with "blaue banane 7"
    Then it is accepted
