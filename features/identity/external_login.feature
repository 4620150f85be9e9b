Feature: Signing in with an account elsewhere
  In order to shop without yet another password
  As a customer
  I want to sign in with an account that I have elsewhere

  Scenario: A newcomer gets an account
    Given Ada has an account at Google with the confirmed address ada@example.com
    When Ada signs in through Google
    Then Ada has got in
    And Ada can sign in through Google

  Scenario: Who comes again gets the same account
    Given Ada has an account at Google with the confirmed address ada@example.com
    And Ada has signed in through Google
    When Ada signs in through Google
    Then Ada has the same account as before

  Scenario: The account with my confirmed address is mine
    Given Ada has an account
    And Ada has an account at Google with the confirmed address ada@example.com
    When Ada signs in through Google
    Then Ada is in the account that she had
    When the background work is done
    Then the last mail of ada@example.com is about "A new way into your account"

  Scenario: Nobody takes an account with an address that is not confirmed
    Given Ada has an account
    And Eve has an account at Google with the unconfirmed address ada@example.com
    When Eve signs in through Google
    Then it is refused because of "external_email_not_confirmed"

  Scenario: A second factor is asked for whatever the provider did
    Given Ada has an account
    And Ada has set up an authenticator
    And Ada has an account at Google with the confirmed address ada@example.com
    When Ada signs in through Google
    Then it is refused because of "second_factor_required"
    When Ada goes on with a code
    Then Ada has got in

  Scenario: A sign-in that somebody else began cannot be finished
    Given Eve has an account at Google with the confirmed address eve@example.com
    And Eve has been to Google and kept what came back
    When Ada is lured into finishing it in her own browser
    Then it is refused because of "external_sign_in_refused"

  Scenario: What came back from a provider works once
    Given Ada has an account at Google with the confirmed address ada@example.com
    And Ada has been to Google and kept what came back
    And Ada has finished it
    When Ada finishes it once more
    Then it is refused because of "external_sign_in_refused"

  Scenario: Who takes too long begins again
    Given Ada has an account at Google with the confirmed address ada@example.com
    And Ada has been to Google and kept what came back
    And 10 minutes have passed
    When Ada finishes it
    Then it is refused because of "external_sign_in_refused"

  Scenario: A login with another address is linked by its owner
    Given Ada has an account
    And Ada has signed in with her password
    And Ada has an account at Google with the confirmed address ada@work.example
    When Ada links her Google login
    Then Ada can sign in through Google
    When Ada signs in through Google
    Then Ada is in the account that she had

  Scenario: A login that opens somebody else's account is not linked
    Given Eve has an account at Google with the confirmed address eve@example.com
    And Eve has signed in through Google
    And Ada has an account
    And Ada has signed in with her password
    When Ada links the Google login of Eve
    Then it is refused because of "external_identity_taken"

  Scenario: The last way into an account is kept
    Given Ada has an account at Google with the confirmed address ada@example.com
    And Ada has signed in through Google
    When Ada unlinks her Google login
    Then it is refused because of "last_way_in"

  Scenario: Who has a password may unlink
    Given Ada has an account
    And Ada has an account at Google with the confirmed address ada@example.com
    And Ada has signed in through Google
    When Ada unlinks her Google login
    Then Ada cannot sign in through Google

  Scenario: A provider that does not answer keeps nobody from shopping
    Given Google does not answer
    When Ada wants to sign in through Google
    Then it is refused because of "identity_provider_unavailable"
