Feature: Working on orders
  In order to get goods to buyers
  As a clerk
  I want to send, call off and find orders without losing count

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And a shopper has 3 "MUG" in the cart
    And the shopper has filled in everything and pays with a good card
    And the shopper has placed the order

  Scenario: An order can go out in several parcels
    When staff send 1 "MUG"
    Then the order is "partially_shipped"
    And "main" has 9 "MUG" on hand
    When staff send the rest
    Then the order is "shipped"
    And 3 "MUG" were sent
    And the buyer sees the tracking numbers "MUG-1, REST"

  Scenario: No more is sent than was ordered
    When staff send 4 "MUG"
    Then it is refused because of "exceeds_ordered"

  Scenario: Nothing is sent twice
    Given staff have sent everything
    When staff send the rest
    Then it is refused because of "nothing_to_fulfil"

  Scenario: An order that is called off frees goods and money
    When staff call the order off
    Then the order is "cancelled"
    And its payment is "voided"
    And "main" has 10 "MUG" on hand

  Scenario: A paid order that is called off is paid back
    Given the payment was taken
    When staff call the order off
    Then its payment is "refunded"
    And EUR 34.90 went back to the buyer

  Scenario: What is on its way cannot be called off
    Given staff have sent 1 "MUG"
    When staff call the order off
    Then it is refused because of "order_not_cancellable"

  Scenario: An order is called off once
    When staff call the order off
    And staff call the order off again
    Then it is refused because of "order_not_cancellable"

  Scenario: Staff find orders by what has become of them
    Given staff have sent everything
    Then staff find it among the orders that are "shipped"
