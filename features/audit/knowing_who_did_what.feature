Feature: Knowing who did what
  In order to answer for what happens in my shop
  As an owner
  I want a record of what staff did that nobody can change unseen

  Scenario: A change is on record with what was before and after
    Given the shop has a channel "europe" in EUR
    When staff rename the channel "europe" to "Old world"
    Then the record shows that "catalog.change_channel" changed "name" from "Europe" to "Old world"

  Scenario: A new object is on record
    When staff open a channel "japan" in JPY
    Then the record shows "catalog.create_channel" once

  Scenario: What was refused is not on record
    Given the shop has a channel "europe" in EUR
    When staff open a channel "europe" in USD
    Then it is refused because of "already_exists"
    And the record shows "catalog.create_channel" once

  Scenario: Looking through customers' orders is on record
    When staff look through the orders
    Then the record shows "orders.list" once

  Scenario: Looking at goods is not worth a line
    When staff look at their channels
    Then the record shows "catalog.list_channels" not at all

  Scenario: The record can be searched by what was done
    Given the shop has a channel "europe" in EUR
    When staff look through the orders
    Then a search for "orders." finds only "orders.list"

  Scenario: The record can be taken along
    Given the shop has a channel "europe" in EUR
    When staff take the record along
    Then what they took has a line "catalog.create_channel"

  Scenario: A record that nobody touched is whole
    Given the shop has a channel "europe" in EUR
    When the background work is done
    Then the record is whole

  Scenario: A line that was changed behind the shop's back is noticed
    Given the shop has a channel "europe" in EUR
    And the background work was done
    When somebody changes a line of the record behind the shop's back
    Then the record is not whole

  Scenario: Staff without the right do not see the record
    When somebody at the till looks at the record
    Then it is refused because of "permission_denied"
