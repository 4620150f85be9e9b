Feature: Taking and returning money
  In order to keep the books right
  As a clerk
  I want to take what was agreed and give back no more than was taken

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And a shopper has 3 "MUG" in the cart

  Scenario: Held money is taken once
    Given the shopper has filled in everything and pays with a good card
    And the shopper has placed the order
    When staff take the payment
    Then its payment is "paid"
    When staff take the payment
    Then it is refused because of "nothing_to_capture"

  Scenario: A transfer that came in is noted
    Given the shopper has filled in everything and pays with bank transfer
    And the shopper has placed the order
    When staff note that the money came in
    Then its payment is "paid"
    And the order is "processing"

  Scenario: A part of the money goes back
    Given the shopper has filled in everything and pays with a good card
    And the shopper has placed the order
    And the payment was taken
    When staff give back EUR 5.00
    Then EUR 5.00 went back to the buyer
    And its payment is "partially_refunded"

  Scenario: Units go back for exactly what they cost
    Given the shopper has filled in everything and pays with a good card
    And the shopper has placed the order
    And the payment was taken
    And staff have sent everything
    When staff give back 1 "MUG" and put it on the shelf
    Then EUR 10.00 went back to the buyer
    And "main" has 8 "MUG" on hand

  Scenario: More than was paid never goes back
    Given the shopper has filled in everything and pays with a good card
    And the shopper has placed the order
    And the payment was taken
    When staff give back EUR 34.91
    Then it is refused because of "exceeds_refundable"

  Scenario: Nothing goes back before something was taken
    Given the shopper has filled in everything and pays with a good card
    And the shopper has placed the order
    When staff give back EUR 1.00
    Then it is refused because of "nothing_to_refund"
