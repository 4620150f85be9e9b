Feature: Registering
  In order to have my orders and addresses at hand
  As a shopper
  I want an account that is mine alone

  Scenario: Somebody registers, confirms the address and signs in
    When ada@example.com registers with the password "blaue banane 7"
    Then the last mail of ada@example.com is about "Confirm your address"
    When ada@example.com opens the link of the last mail to confirm
    And ada@example.com signs in with "blaue banane 7"
    Then it is accepted
    And the account has the address ada@example.com

  Scenario: Without confirmation there is no account
    Given ada@example.com has filled in the form with "blaue banane 7"
    When ada@example.com signs in with "blaue banane 7"
    Then it is refused because of "invalid_credentials"

  Scenario: The confirmation is asked for once more
    Given ada@example.com has filled in the form with "blaue banane 7"
    When somebody asks for the confirmation again for ada@example.com
    And ada@example.com opens the link of the last mail to confirm
    And ada@example.com signs in with "blaue banane 7"
    Then it is accepted

  Scenario: A link opens once
    Given ada@example.com has an account with the password "blaue banane 7"
    When ada@example.com opens the link of the last mail to confirm
    Then it is refused because of "link_no_longer_valid"
    And the refusal names "token"

  Scenario: A link is good for a day
    Given ada@example.com has filled in the form with "blaue banane 7"
    And 1441 minutes have passed
    When ada@example.com opens the link of the last mail to confirm
    Then it is refused because of "link_no_longer_valid"

  Scenario: Registering a known address looks the same and only its owner hears of it
    Given ada@example.com has an account with the password "blaue banane 7"
    When ada@example.com registers with the password "fremde wahl 99"
    Then it is accepted
    And the last mail of ada@example.com is about "You already have an account"
    When ada@example.com signs in with "blaue banane 7"
    Then it is accepted

  Scenario: An address is one address, however it is written
    Given ada@example.com has an account with the password "blaue banane 7"
    When ADA@Example.com signs in with "blaue banane 7"
    Then it is accepted

  Scenario: A stranger who registers first does not choose the password
    Given ada@example.com has filled in the form with "fremde wahl 99"
    And ada@example.com has filled in the form with "blaue banane 7"
    When ada@example.com opens the link of the last mail to confirm
    And ada@example.com signs in with "fremde wahl 99"
    Then it is refused because of "invalid_credentials"

  Scenario: A link that a stranger asked for does nothing for the stranger
    Given ada@example.com has filled in the form with "fremde wahl 99"
    When ada@example.com opens the link of the last mail and gives "blaue banane 7"
    Then it is refused because of "wrong_password"
    And the refusal names "password"
    When ada@example.com signs in with "fremde wahl 99"
    Then it is refused because of "invalid_credentials"

  Scenario: Mails speak the language of the person
    When ada@example.com registers in "de" with the password "blaue banane 7"
    Then the last mail of ada@example.com is about "Bestätige deine Adresse"

  Scenario Outline: A password that others would guess is refused
    When Ada Lovelace registers as ada@example.com with the password "<password>"
    Then it is refused because of "password_refused"
    And the refusal names "password"

    Examples:
      | password           |
      | kurz 7             |
      | password12         |
      | qwertyuiop         |
      | lovelace und co    |
