Feature: Ending sessions
  In order to keep my account mine when I lose a device
  As a customer
  I want to see where I am signed in and to end it

  Background:
    Given Ada is signed in on her "phone"
    And Ada is signed in on her "laptop"

  Scenario: Everybody sees where they are signed in
    Then Ada sees on her "laptop" that she is signed in on "laptop, phone"

  Scenario: A lost device is signed out from another one
    When Ada signs the "phone" out from her "laptop"
    Then the "phone" is not signed in
    And the "laptop" is signed in
    And Ada sees on her "laptop" that she is signed in on "laptop"

  Scenario: A device that was signed out cannot renew its session
    When Ada signs the "phone" out from her "laptop"
    And the "phone" renews its session
    Then it is refused because of "invalid_refresh_token"

  Scenario: Everywhere else at once
    Given Ada is signed in on her "tablet"
    When Ada signs out everywhere else from her "laptop"
    Then Ada sees on her "laptop" that she is signed in on "laptop"
    And the "tablet" is not signed in

  Scenario: Everywhere, here too
    When Ada signs out everywhere from her "laptop"
    Then the "laptop" is not signed in
    And the "phone" is not signed in

  Scenario: Signing out here leaves the other devices alone
    When Ada signs out on her "laptop"
    Then the "laptop" is not signed in
    And the "phone" is signed in

  Scenario: Nobody ends the session of somebody else
    Given Eve is signed in on her "console"
    When Eve signs the "phone" out from her "console"
    Then it is refused because of "not_found"
    And the "phone" is signed in

  Scenario: Staff sign somebody out whose account may have been taken over
    When staff sign Ada out everywhere
    Then the "phone" is not signed in
    And the "laptop" is not signed in
