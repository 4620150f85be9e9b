Feature: Mails about orders
  In order to know what becomes of an order without asking
  As a buyer without an account
  I want one mail for everything that happens to it

  Scenario: A buyer gets a confirmation that lists what was bought
    Given ada@example.com has ordered 2 MUG at 19.99, 1 BOOK at 15.00
    When the background work is done
    Then ada@example.com has received 1 mail
    And the last mail of ada@example.com is about "Your order"
    And the last mail of ada@example.com says "MUG · 2 × €19.99 €39.98"
    And the last mail of ada@example.com says "Subtotal €54.98"
    And the last mail of ada@example.com says "Delivery: Standard €4.90"
    And the last mail of ada@example.com says "Total €59.88"

  Scenario: The confirmation leads to the order without an account
    Given ada@example.com has ordered 1 MUG at 19.99
    When the background work is done
    Then the last mail of ada@example.com leads to the order

  Scenario: An order is confirmed once, however often the work is looked at
    Given ada@example.com has ordered 1 MUG at 19.99
    When the background work is done
    And 2 days pass
    And the background work is done
    Then ada@example.com has received 1 mail

  Scenario: Every buyer reads about the own order only
    Given ada@example.com has ordered 1 MUG at 19.99
    And grace@example.com has ordered 1 BOOK at 15.00
    When the background work is done
    Then ada@example.com has received 1 mail
    And grace@example.com has received 1 mail
    And the last mail of grace@example.com does not say "MUG"

  Scenario: A buyer who shops in German reads German
    Given a shop that speaks "de" first
    And ada@example.com has ordered 2 MUG at 19.99
    When the background work is done
    Then the last mail of ada@example.com is about "Deine Bestellung"
    And the last mail of ada@example.com says "Mug (de)"
    And the last mail of ada@example.com says "Gesamtsumme 44,88 €"

  Scenario: A language without translation is answered in English
    Given a shop that speaks "sv" first
    And ada@example.com has ordered 1 MUG at 19.99
    When the background work is done
    Then the last mail of ada@example.com is about "Your order"
    And the last mail of ada@example.com says "Total €24.89"

  Scenario: A parcel is announced with its contents and its tracking number
    Given ada@example.com has ordered 2 MUG at 19.99, 1 BOOK at 15.00
    When staff send a parcel with 1 MUG by DHL as JD014600
    And the background work is done
    Then ada@example.com has received 2 mails
    And the last mail of ada@example.com is about "is on its way"
    And the last mail of ada@example.com says "1 × Mug"
    And the last mail of ada@example.com says "Tracking: DHL JD014600"
    And the last mail of ada@example.com does not say "Book"

  Scenario: Every parcel is announced
    Given ada@example.com has ordered 2 MUG at 19.99, 1 BOOK at 15.00
    When staff send a parcel with 1 MUG by DHL as JD014600
    And staff send everything that waits
    And the background work is done
    Then ada@example.com has received 3 mails

  Scenario: A cancellation is told, the shop's reason is not
    Given ada@example.com has ordered 1 MUG at 19.99
    When staff cancel the order because "looks like fraud"
    And the background work is done
    Then the last mail of ada@example.com is about "was cancelled"
    And the last mail of ada@example.com does not say "fraud"

  Scenario: A refund is told with its amount
    Given ada@example.com has ordered 1 MUG at 19.99
    And the order was paid
    When staff refund EUR 5.00
    And the background work is done
    Then the last mail of ada@example.com is about "Refund"
    And the last mail of ada@example.com says "Refunded: €5.00"

  Scenario: A mail that could not be sent arrives later, once
    Given the post office is closed
    And ada@example.com has ordered 1 MUG at 19.99
    When the background work is done
    Then ada@example.com has received 0 mails
    When the post office opens again
    And 5 minutes pass
    And the background work is done
    And 5 minutes pass
    And the background work is done
    Then ada@example.com has received 1 mail

  Scenario: An order is taken while no mail can be sent
    Given the post office is closed
    When ada@example.com orders 1 MUG at 19.99
    And the background work is done
    And staff send everything that waits
    And the post office opens again
    And 5 minutes pass
    And the background work is done
    Then ada@example.com has received 2 mails
