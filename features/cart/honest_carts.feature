Feature: Honest carts
  In order to meet no surprise at the checkout
  As a shopper
  I want the cart to tell me what has changed since I filled it

  Background:
    Given the shop has a channel "default" in EUR
    And the shop sells "MUG" for EUR 10.00, 5 of them in stock

  Scenario: A changed price is told and counts at once
    Given a shopper has 2 "MUG" in the cart
    When the price of "MUG" changes to EUR 12.00
    And the background work is done
    And the shopper looks at the cart
    Then the shopper is told "price_changed" about "MUG"
    And the cart comes to EUR 24.00

  Scenario: More than there is may be wished for, and the shopper is told
    Given a shopper has an empty cart
    When the shopper puts 6 "MUG" into the cart
    Then the shopper is told "not_available" about "MUG"
    And the shopper is told that 5 "MUG" are available

  Scenario: The last ones are told
    Given "MUG" at "main" is low from 5
    And a shopper has an empty cart
    When the shopper puts 2 "MUG" into the cart
    Then the shopper is told "low_stock" about "MUG"

  Scenario: Goods on backorder are always available
    Given "MUG" may be sold on backorder
    And a shopper has an empty cart
    When the shopper puts 50 "MUG" into the cart
    Then the shopper is told nothing in particular

  Scenario: What is not counted is always available
    Given the shop sells the download "EBOOK" for EUR 5.00 without counting
    And a shopper has an empty cart
    When the shopper puts 50 "EBOOK" into the cart
    Then the shopper is told nothing in particular

  Scenario: What is no longer sold stays in sight but costs nothing
    Given a shopper has 2 "MUG" in the cart
    When "MUG" is archived
    And the background work is done
    And the shopper looks at the cart
    Then the shopper is told "no_longer_sold" about "MUG"
    And the cart comes to EUR 0.00

  Scenario: What left the channel is no longer sold there
    Given a shopper has 2 "MUG" in the cart
    When "MUG" is taken out of the channel "default"
    And the background work is done
    And the shopper looks at the cart
    Then the shopper is told "no_longer_sold" about "MUG"

  Scenario: A cart that nobody touched for a month is gone
    Given a shopper has 2 "MUG" in the cart
    When 30 days pass
    And the shopper looks at the cart
    Then it is refused because of "cart_not_found"

  Scenario: Every change keeps a cart alive
    Given a shopper has 2 "MUG" in the cart
    And 20 days have passed
    And the shopper has put 1 "MUG" into the cart
    When 20 days pass
    And the shopper looks at the cart
    Then the cart comes to EUR 30.00

  Scenario: A cart opens only with its own token
    Given a shopper has 2 "MUG" in the cart
    When somebody tries a made-up cart
    Then it is refused because of "cart_not_found"
