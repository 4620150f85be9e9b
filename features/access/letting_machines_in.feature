Feature: Letting machines in
  In order to connect my warehouse without giving away my shop
  As an owner
  I want keys that open little and end when I say so

  Background:
    Given Olga works here as "owner"

  Scenario: A key opens what it is for
    Given Olga has made a key "robot" for "orders.read"
    When the key "robot" looks at the orders
    Then it is accepted

  Scenario: Whoever answers for a key hears that it was made
    Given Olga has made a key "robot" for "orders.read"
    When the background work is done
    And 2 days pass
    And the background work is done
    Then olga@example.com has received 1 mail
    And the last mail of olga@example.com is about "key in your name"
    And the last mail of olga@example.com says "robot"
    And the last mail of olga@example.com says "orders.read"

  Scenario: A key opens nothing else
    Given Olga has made a key "robot" for "orders.read"
    When the key "robot" looks at the staff
    Then it is refused because of "permission_denied"

  Scenario: A revoked key opens nothing at once
    Given Olga has made a key "robot" for "orders.read"
    When Olga revokes the key "robot"
    And the key "robot" looks at the orders
    Then it is refused because of "unauthenticated"

  Scenario: No machine lets others in
    When Olga makes a key "robot" for "staff.write"
    Then it is refused because of "not_for_machines"

  Scenario: A key allows no more than who answers for it
    Given Otto works here as "owner"
    And Otto has made a key "robot" for "orders.read"
    When Olga takes Otto out of the staff
    And the key "robot" looks at the orders
    Then it is refused because of "permission_denied"

  Scenario: A key whose person left goes on when somebody answers for it
    Given Otto works here as "owner"
    And Otto has made a key "robot" for "orders.read"
    And Olga has taken Otto out of the staff
    And Olga has taken the key "robot" over
    When the key "robot" looks at the orders
    Then it is accepted
