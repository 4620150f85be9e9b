Feature: Staying signed in
  In order to shop without typing my password all day
  As a customer
  I want my devices to stay signed in as long as I use them

  Background:
    Given Ada is signed in on her "phone"

  Scenario: A device in use stays signed in
    When 6 days pass
    And the "phone" renews its session
    Then the "phone" is signed in

  Scenario: A session is not renewed for ever without anybody noticing
    When 16 minutes pass
    Then the "phone" is not signed in
    When the "phone" renews its session
    Then the "phone" is signed in

  Scenario: A device that was not used for a week has to sign in again
    When 7 days pass
    And the "phone" renews its session
    Then it is refused because of "invalid_refresh_token"

  Scenario: Even the busiest device signs in again after ninety days
    When the "phone" renews its session every 5 days, 18 times
    Then it is refused because of "invalid_refresh_token"

  Scenario: Two tabs that renew at the same moment both stay signed in
    When two tabs of the "phone" renew its session at once
    Then it is accepted
    And the "phone" is signed in

  Scenario: A new signing key signs nobody out
    When the operator replaces the signing key
    Then the "phone" is signed in
    When 20 minutes pass
    And the "phone" renews its session
    Then the "phone" is signed in

  Scenario: A signing key in wrong hands is worth nothing, and customers hardly notice
    When the operator replaces the signing key because it was stolen
    Then the "phone" is not signed in
    When the "phone" renews its session
    Then the "phone" is signed in

  Scenario: Being a customer does not make anybody staff
    Then the "phone" opens nothing that is for staff
