Feature: Signing in with a cart
  In order to lose nothing that I chose before
  As a shopper with an account
  I want the cart of my visit to become, or to join, the cart of my account

  Background:
    Given the shop has a channel "default" in EUR
    And the shop sells "MUG" for EUR 10.00, 500 of them in stock
    And the shop sells "JUG" for EUR 20.00, 500 of them in stock
    And "Ada" has an account as "ada@example.com"

  Scenario: The first cart becomes the account's
    Given a shopper has 2 "MUG" in the cart
    When "Ada" signs in with that cart
    Then the cart of "Ada" holds 2 "MUG"
    And nothing was left out

  Scenario: A cart on another device joins it
    Given "Ada" has 2 "MUG" in the cart of the account
    And a shopper has 1 "JUG" in the cart
    When "Ada" signs in with that cart
    Then the cart of "Ada" holds 2 "MUG"
    And the cart of "Ada" holds 1 "JUG"
    And nothing was left out

  Scenario: The same goods add up
    Given "Ada" has 2 "MUG" in the cart of the account
    And a shopper has 3 "MUG" in the cart
    When "Ada" signs in with that cart
    Then the cart of "Ada" holds 5 "MUG"

  Scenario: What is beyond the limit of a cart is told
    Given "Ada" has 900 "MUG" in the cart of the account
    And a shopper has 300 "MUG" in the cart
    When "Ada" signs in with that cart
    Then the cart of "Ada" holds 1000 "MUG"
    And it is told that of 1200 "MUG" only 1000 are in, because of "quantity_limit"

  Scenario: A shop may let the visit's cart replace the older one, and says what went
    Given the channel "default" lets the visitor's cart replace the account's
    And "Ada" has 2 "MUG" in the cart of the account
    And a shopper has 1 "JUG" in the cart
    When "Ada" signs in with that cart
    Then the cart of "Ada" holds 1 "JUG"
    And it is told that of 2 "MUG" only 0 are in, because of "replaced"

  Scenario: A shop may keep the cart that was changed last
    Given the channel "default" keeps the cart that was changed last
    And a shopper has 1 "JUG" in the cart
    And 5 minutes have passed
    And "Ada" has 2 "MUG" in the cart of the account
    When "Ada" signs in with that cart
    Then the cart of "Ada" holds 2 "MUG"
    And it is told that of 1 "JUG" only 0 are in, because of "replaced"

  Scenario: The cart of an account is closed to others, also with its token
    Given "Ada" has 2 "MUG" in the cart of the account
    And "Bob" has an account as "bob@example.com"
    When "Bob" looks at the cart of "Ada"
    Then it is refused because of "cart_not_found"
    When a visitor looks at the cart of "Ada"
    Then it is refused because of "cart_not_found"
    When "Bob" signs in with the cart of "Ada"
    Then it is refused because of "cart_not_found"

  Scenario: Whoever did not hear the answer asks again, and it counts once
    Given "Ada" has 900 "MUG" in the cart of the account
    And a shopper has 300 "MUG" in the cart
    And "Ada" has signed in with that cart
    When "Ada" signs in with that cart
    Then the cart of "Ada" holds 1000 "MUG"
    And it is told that of 1200 "MUG" only 1000 are in, because of "quantity_limit"

  Scenario: What became of a cart is nobody else's business
    Given "Ada" has 1 "MUG" in the cart of the account
    And "Bob" has an account as "bob@example.com"
    And a shopper has 1 "JUG" in the cart
    And "Ada" has signed in with that cart
    When "Bob" signs in with that cart
    Then it is refused because of "cart_not_found"

  Scenario: A cart of another channel stays one of that channel
    Given the shop has a channel "swiss" in CHF
    And the channel "swiss" sells "CLOCK" for CHF 99.00
    And "Ada" has 2 "MUG" in the cart of the account
    And a shopper of "swiss" has 1 "CLOCK" in the cart
    When "Ada" signs in with that cart
    Then nothing was left out
    And the cart of "Ada" holds 2 "MUG"
    And the cart of "Ada" in "swiss" holds 1 "CLOCK"
