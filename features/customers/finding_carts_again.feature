Feature: Finding carts again
  In order to go on where I left off, on any device
  As a shopper with an account
  I want the carts that I filled as a guest under my confirmed address

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 500 of them in stock
    And the shop sells "JUG" for EUR 20.00, 500 of them in stock
    And "Ada" has an account as "ada@example.com"

  Scenario: A cart that a guest left is found by the confirmed address
    Given a guest left 2 "MUG" in the checkout as "ada@example.com"
    When "Ada" looks for carts of guests
    Then a cart with 2 "MUG" is found
    When "Ada" takes over the cart of that guest
    Then the cart of "Ada" holds 2 "MUG"

  Scenario: An address is the same in capital letters
    Given a guest left 2 "MUG" in the checkout as "ADA@example.com"
    When "Ada" takes over the cart of that guest
    Then the cart of "Ada" holds 2 "MUG"

  Scenario: It joins what the account has already, and what does not fit is told
    Given "Ada" has 900 "MUG" in the cart of the account
    And a guest left 300 "MUG" in the checkout as "ada@example.com"
    When "Ada" takes over the cart of that guest
    Then the cart of "Ada" holds 1000 "MUG"
    And it is told that of 1200 "MUG" only 1000 are in, because of "quantity_limit"

  Scenario: Taking it over twice counts once
    Given "Ada" has 1 "MUG" in the cart of the account
    And a guest left 2 "MUG" in the checkout as "ada@example.com"
    And "Ada" has taken over the cart of that guest
    When "Ada" takes over the cart of that guest
    Then the cart of "Ada" holds 3 "MUG"
    When "Ada" looks for carts of guests
    Then no cart is found

  Scenario: Where the guest wanted it sent is not taken over
    Given a guest left 2 "MUG" in the checkout as "ada@example.com"
    And "Ada" has taken over the cart of that guest
    When "Ada" looks at the checkout
    Then the checkout of "Ada" still needs shipping address, billing address, shipping method, payment method

  Scenario: Carts of other people do not exist
    Given a guest left 2 "MUG" in the checkout as "ada@example.com"
    And "Bob" has an account as "bob@example.com"
    When "Bob" looks for carts of guests
    Then no cart is found
    When "Bob" takes over the cart of that guest
    Then it is refused because of "cart_not_found"

  Scenario: A cart that was ordered is not found again
    Given a guest has ordered 1 "MUG" as "ada@example.com"
    When "Ada" looks for carts of guests
    Then no cart is found
