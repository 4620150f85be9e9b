Feature: Joining the staff
  In order to let colleagues in without knowing their passwords
  As an owner
  I want to invite them by mail

  Background:
    Given Olga works here as "owner"

  Scenario: Somebody new joins with a password of their own
    Given Olga has invited "bea@example.com" as "support"
    And the mail with the invitation was read
    When the invitation is accepted with a good password
    Then an account was made for it

  Scenario: A customer joins with the account they have
    Given Bea is a customer
    And Olga has invited "bea@example.com" as "support"
    And the mail with the invitation was read
    When the invitation is accepted without a password
    Then the account that was there is used

  Scenario: An invitation works once
    Given Olga has invited "bea@example.com" as "support"
    And the mail with the invitation was read
    And the invitation was accepted with a good password
    When the invitation is accepted with a good password
    Then it is refused because of "link_no_longer_valid"

  Scenario: An invitation runs out
    Given Olga has invited "bea@example.com" as "support"
    And the mail with the invitation was read
    When 8 days pass
    And the invitation is accepted with a good password
    Then it is refused because of "link_no_longer_valid"

  Scenario: An invitation gives nothing that its inviter has lost
    Given Mona works here as "manager"
    And Mona has invited "bea@example.com" as "support"
    And the mail with the invitation was read
    And Olga has taken Mona out of the staff
    When the invitation is accepted with a good password
    Then it is refused because of "invitation_not_open"

  Scenario: Nobody invites somebody to more than they hold
    Given Mona works here as "manager"
    When Mona invites "me.again@example.com" as "owner"
    Then it is refused because of "grant_refused"
