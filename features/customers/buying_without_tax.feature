Feature: Buying without tax
  In order to owe the tax at home, or none
  As a business or an exempt customer
  I want to be spared the tax exactly where the law says so

  Background:
    Given a shop that delivers in Germany
    And goods sent to AT are taxed with 20 %
    And "standard" delivery to AT costs EUR 4.90
    And the channel "default" is registered for VAT in DE
    And the shop sells "MUG" for EUR 24.00, 10 of them in stock
    And "Ada" has an account as "ada@example.com"
    And "Ada" has 1 "MUG" in the cart of the account

  Scenario: A business abroad with a valid number owes the tax itself
    Given the register knows "ATU13585627" as valid
    And "Ada" has told the VAT number "ATU13585627"
    And "Ada" has kept the address of a company in Vienna
    When "Ada" looks at the checkout
    Then the total of "Ada" is EUR 20.00
    And the cart of "Ada" comes to EUR 24.90 with delivery and without tax

  Scenario: A number that nobody could confirm changes nothing
    Given "Ada" has told the VAT number "ATU13585627"
    And "Ada" has kept the address of a company in Vienna
    When "Ada" looks at the checkout
    Then the total of "Ada" is EUR 24.00

  Scenario: A number that is not valid changes nothing
    Given the register knows "ATU13585627" as not valid
    And "Ada" has told the VAT number "ATU13585627"
    And "Ada" has kept the address of a company in Vienna
    When "Ada" looks at the checkout
    Then the total of "Ada" is EUR 24.00

  Scenario: Who buys as a person pays the tax
    Given the register knows "ATU13585627" as valid
    And "Ada" has told the VAT number "ATU13585627"
    And "Ada" has kept the address in Vienna as "Home"
    When "Ada" looks at the checkout
    Then the total of "Ada" is EUR 24.00

  Scenario: Staff may confirm a number by hand
    Given "Ada" has told the VAT number "ATU13585627"
    And "Ada" has kept the address of a company in Vienna
    When staff confirm the VAT number of "Ada"
    And "Ada" looks at the checkout
    Then the total of "Ada" is EUR 20.00

  Scenario: What cannot be a VAT number is refused
    When "Ada" tells the VAT number "ATU13585628"
    Then it is refused because of "invalid_vat_number"
    And the refusal names "number"

  Scenario: Staff who saw the papers free a customer of tax
    Given "Ada" has kept the address in Vienna as "Home"
    When staff free "Ada" of tax because of "embassy"
    And "Ada" looks at the checkout
    Then the total of "Ada" is EUR 20.00
