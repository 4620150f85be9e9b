Feature: Paying
  In order to pay as I like
  As a shopper
  I want one charge for one order, and none without an order

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 1 of them in stock
    And a shopper has 1 "MUG" in the cart

  Scenario Outline: Promised money makes an order that waits for it
    Given the shopper has filled in everything and pays with <method>
    When the shopper places the order
    Then there is an order over EUR 14.90
    And the order is "awaiting_payment"

    Examples:
      | method           |
      | invoice          |
      | bank transfer    |
      | cash on delivery |

  Scenario: A declined card is no order and can be replaced
    Given the shopper has filled in everything and pays with a card that is declined
    When the shopper places the order
    Then it is refused because of "payment_declined"
    And there is still no order
    When the shopper chooses to pay with a good card
    And the shopper places the order
    Then there is an order over EUR 14.90

  Scenario: The number of a real card is never taken
    When the shopper chooses to pay with a card that looks real
    Then it is refused because of "invalid_payment_details"

  Scenario: A way to pay that the shop does not offer is refused
    When the shopper chooses to pay with gold
    Then it is refused because of "method_not_available"

  Scenario: Some banks ask the shopper to confirm
    Given the shopper has filled in everything and pays with a card that asks to confirm
    When the shopper places the order
    Then the shopper has to confirm at the bank
    And there is still no order
    When the shopper confirms at the bank
    Then there is one order, and it is "processing"

  Scenario: Whoever refuses at the bank may pay otherwise
    Given the shopper has filled in everything and pays with a card that asks to confirm
    And the shopper has placed the order
    When the shopper refuses at the bank
    And the shopper looks at the checkout
    Then the checkout still needs payment method

  Scenario: Whoever turns back at the bank's door may pay otherwise
    Given the shopper has filled in everything and pays with a card that asks to confirm
    And the shopper has placed the order
    When the shopper turns back at the bank's door
    And the shopper chooses to pay with a good card
    And the shopper places the order
    Then there is an order over EUR 14.90

  Scenario: While the bank is asked, nothing can be changed
    Given the shopper has filled in everything and pays with a card that asks to confirm
    And the shopper has placed the order
    When the shopper gives the e-mail address "grace@example.com"
    Then it is refused because of "checkout_in_progress"

  Scenario: An answer that got lost is found again by trying once more
    Given the shopper has filled in everything and pays with a card whose answer gets lost
    When the shopper places the order
    Then it is refused because of "gateway_unavailable"
    When the shopper places the order again
    Then there is an order over EUR 14.90

  Scenario: A paid order is made even if the shopper never comes back
    Given the shopper has filled in everything and pays with a card whose answer gets lost
    And the shopper has placed the order
    When the shopper closes the browser and 5 minutes pass
    Then there is one order, and it is "processing"

  Scenario: A late decision becomes an order by itself
    Given the shopper has filled in everything and pays with a card that is decided late
    When the shopper places the order
    Then the shopper has to wait for the bank
    When the shopper closes the browser and 5 minutes pass
    Then there is one order, and it is "processing"

  Scenario: A payment that nobody confirms is given up, and the goods are free again
    Given the shopper has filled in everything and pays with a card that asks to confirm
    And the shopper has placed the order
    And the shopper closes the browser and 90 minutes pass
    And a shopper has 1 "MUG" in the cart
    And the shopper has filled in everything and pays with a good card
    When the shopper places the order
    Then there is an order over EUR 14.90
