Feature: Keeping a profile and an address book
  In order to write nothing twice
  As a shopper with an account
  I want the shop to keep what I told it, and to ask what my country needs

  Background:
    Given "Ada" has an account as "ada@example.com"

  Scenario: A phone number is kept in one form
    When "Ada" gives the phone number "030 901820" of DE
    Then the shop knows "Ada" by the phone number "+4930901820"

  Scenario: What is no phone number is refused
    When "Ada" gives the phone number "12" of DE
    Then it is refused because of "invalid_value"
    And the refusal names "phone"

  Scenario: Nobody is born in the future
    When "Ada" gives the birthday 2999-01-01
    Then it is refused because of "invalid_value"
    And the refusal names "birthday"

  Scenario: The first address is for parcels and bills
    When "Ada" keeps the address in Berlin as "Home"
    Then parcels and bills of "Ada" go to "Home"

  Scenario: Bills may go elsewhere
    Given "Ada" has kept the address in Berlin as "Home"
    When "Ada" keeps the address in Vienna as "Office" for bills
    Then bills of "Ada" go to "Office"

  Scenario: An address must fit its country
    When "Ada" keeps a German address with the postal code "1"
    Then it is refused because of "invalid_address"

  Scenario: An address that goes leaves no default behind
    Given "Ada" has kept the address in Berlin as "Home"
    When "Ada" strikes out "Home"
    Then "Ada" has no addresses

  Scenario: Addresses of others do not exist
    Given "Ada" has kept the address in Berlin as "Home"
    And "Bob" has an account as "bob@example.com"
    When "Bob" strikes out "Home" of "Ada"
    Then it is refused because of "not_found"
    And parcels and bills of "Ada" go to "Home"

  Scenario: Visitors have no profile
    When somebody who is not signed in looks at the profile
    Then it is refused because of "unauthenticated"

  Scenario: A form asks what the country needs
    When a form for an address in US is shown in "en"
    Then the form asks for the region as "State", which is required
    And the form asks for the postal code as "ZIP code", which is required
    When a form for an address in DE is shown in "de"
    Then the form asks for the postal code as "Postleitzahl", which is required
    And the form does not ask for the region
