Feature: Viewing a product
  In order to decide whether to buy
  As a shopper
  I want to know all about a product, in my language and as it is now

  Background:
    Given a shop in EUR that speaks English and German
    And the window shows:
      | name        | german     | price | category         | sizes   | stock |
      | Linen shirt | Leinenhemd | 39.00 | Clothes > Shirts | S, M, L | 5     |
      | Wool coat   |            | 129.0 | Clothes          |         | 0     |

  Scenario: A product page tells what, where and how much
    When a shopper looks at "Linen shirt"
    Then it is called "Linen shirt"
    And it costs "€39.00"
    And it stands under "Clothes > Shirts"
    And it can be had in "S, M, L"
    And it is shown as "in stock"

  Scenario: Names and prices in the shopper's language
    When a German shopper looks at "Linen shirt"
    Then it is called "Leinenhemd"
    And it costs "39,00 €"

  Scenario: Without a translation the shop's own language is better than nothing
    When a German shopper looks at "Wool coat"
    Then it is called "Wool coat"

  Scenario: What is sold out says so
    When a shopper looks at "Wool coat"
    Then it is shown as "out of stock"

  Scenario: A reduced product tells its old price and its lowest of the last 30 days
    Given 40 days have passed
    And "Wool coat" is reduced from 129.00 to 99.00
    And 1 minutes have passed
    When a shopper looks at "Wool coat"
    Then it costs "€99.00"
    And it used to cost "€129.00", and "€129.00" at its lowest in 30 days

  Scenario: An old address leads to the new one
    When the merchant moves "Linen shirt" to the address "summer-shirt"
    And a shopper looks at "Linen shirt"
    Then it is called "Linen shirt"
    And the shopper was led there from its old address

  Scenario: A product comes into the window by itself when its day has come
    Given "Ice skates" comes into the window in 10 days for 79.00
    When a shopper looks at "Ice skates"
    Then it is refused because of "not_found"
    When 11 days pass
    And a shopper looks at "Ice skates"
    Then it costs "€79.00"

  Scenario: A product leaves the window by itself when its time is over
    Given "Advent calendar" stays in the window for 24 days for 15.00
    When 25 days pass
    And a shopper looks at "Advent calendar"
    Then it is refused because of "not_found"
