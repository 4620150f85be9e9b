Feature: Giving rights
  In order to let everybody do their work and no more
  As an owner
  I want roles that nobody can use to climb

  Background:
    Given Olga works here as "owner"

  Scenario: Whoever has a role does what it allows
    Given Sam works here as "support"
    When Sam looks at the orders
    Then it is accepted

  Scenario: Whoever has no role does nothing
    Given Bea works here without a role
    When Bea looks at the orders
    Then it is refused because of "permission_denied"

  Scenario: A role that is given counts at once
    Given Bea works here without a role
    And Olga has given Bea the role "analyst"
    When Bea looks at the orders
    Then it is accepted

  Scenario: A role that is taken is gone at once
    Given Bea works here as "analyst"
    When Olga takes all roles from Bea
    And Bea looks at the orders
    Then it is refused because of "permission_denied"

  Scenario: A role that is removed is gone at once for everybody who has it
    Given Olga has made a role "Watchers" of "orders.read"
    And Bea works here as "Watchers"
    When Olga removes the role "Watchers"
    And Bea looks at the orders
    Then it is refused because of "permission_denied"

  Scenario: Nobody gives what they do not hold
    Given Mona works here as "manager"
    And Bea works here without a role
    When Mona gives Bea the role "owner"
    Then it is refused because of "grant_refused"

  Scenario: Nobody makes a role of what they do not hold
    Given Olga has made a role "Role keepers" of "roles.read, roles.write, staff.read"
    And Rita works here as "Role keepers"
    When Rita makes a role "Refunds" of "orders.refund"
    Then it is refused because of "grant_refused"

  Scenario: Nobody widens the role that they have
    Given Olga has made a role "Role keepers" of "roles.read, roles.write, staff.read"
    And Rita works here as "Role keepers"
    When Rita lets the role "Role keepers" allow "roles.read, roles.write, orders.refund"
    Then it is refused because of "grant_refused"

  Scenario: Built-in roles mean the same in every shop
    When Olga lets the role "analyst" allow "orders.refund"
    Then it is refused because of "built_in_role"

  Scenario: A role for one channel is given by whoever holds it there
    Given the shop has a channel "europe" in EUR
    And the shop has a channel "japan" in JPY
    And Lea works here as "manager" for "europe"
    And Bea works here without a role
    When Lea gives Bea the role "support" for "europe"
    Then it is accepted
    When Lea gives Bea the role "support" for "japan"
    Then it is refused because of "permission_denied"

  Scenario: The last owner stays
    When Olga takes Olga out of the staff
    Then it is refused because of "last_owner"
    When Olga gives Olga the role "manager"
    Then it is refused because of "last_owner"

  Scenario: Somebody locked out does nothing more
    Given Bea works here as "analyst"
    When Olga locks Bea out
    And Bea looks at the orders
    Then it is refused because of "unauthenticated"
