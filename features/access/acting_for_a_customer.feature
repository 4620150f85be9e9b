Feature: Acting for a customer
  In order to help somebody who is stuck
  As support
  I want to see the shop as they do, without becoming them

  Background:
    Given Sam works here as "support"
    And Carl is a customer

  Scenario: Whoever may acts for a customer
    Given Sam acts for Carl
    When the acting person looks at the customer's profile
    Then it is accepted

  Scenario: The customer hears of it, not who it is
    Given Sam acts for Carl
    When the background work is done
    And 2 days pass
    And the background work is done
    Then carl@example.com has received 1 mail
    And the last mail of carl@example.com is about "has opened your account"
    And the last mail of carl@example.com does not say "Sam"

  Scenario: Acting for a customer opens nothing of the staff's
    Given Sam acts for Carl
    When the acting person looks at the orders of the shop
    Then it is refused because of "unauthenticated"

  Scenario: Acting for a customer leaves their ways in alone
    Given Sam acts for Carl
    When the acting person looks where the customer is signed in
    Then it is refused because of "permission_denied"

  Scenario: Acting ends when it is said
    Given Sam acts for Carl
    When Sam stops acting
    And the acting person looks at the customer's profile
    Then it is refused because of "unauthenticated"

  Scenario: Acting ends by itself
    Given Sam acts for Carl
    When 16 minutes pass
    And the acting person looks at the customer's profile
    Then it is refused because of "unauthenticated"

  Scenario: Signing out ends acting, on record too
    Given Sam acts for Carl
    When the acting person signs out
    And the acting person looks at the customer's profile
    Then it is refused because of "unauthenticated"
    And the records say that nobody acts for Carl any more

  Scenario: Acting ends with the rights of whoever acts
    Given Olga works here as "owner"
    And Sam acts for Carl
    When Olga locks Sam out
    And the acting person looks at the customer's profile
    Then it is refused because of "unauthenticated"

  Scenario: Nobody acts for staff
    Given Olga works here as "owner"
    When Sam acts for Olga
    Then it is refused because of "not_a_customer"

  Scenario: Only whoever may acts for a customer
    Given Ann works here as "analyst"
    When Ann acts for Carl
    Then it is refused because of "permission_denied"
