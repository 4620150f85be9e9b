Feature: Taxing a purchase
  In order to pay the tax of the country where goods are used
  As a merchant
  I want every purchase taxed by its destination, its goods and its day

  Scenario: Tax is contained in the prices
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 11.90, 10 of them in stock
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Berlin
    Then the total is EUR 11.90
    And it contains EUR 1.90 of tax at 19 %

  Scenario: Tax is added to prices that are shown without
    Given a shop that delivers in Germany
    And the channel "default" shows prices without tax
    And the shop sells "MUG" for EUR 10.00, 10 of them in stock
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Berlin
    Then the total is EUR 11.90
    And it contains EUR 1.90 of tax at 19 %

  Scenario: Goods of different categories are taxed differently
    Given a shop that delivers in Germany
    And the shop sells "BOOK", reduced goods of 300 g, for EUR 10.70
    And the shop sells "MUG" for EUR 11.90, 10 of them in stock
    And a shopper has 1 "BOOK" in the cart
    And the shopper has put 1 "MUG" into the cart
    When the shopper wants it sent to Berlin
    Then it contains EUR 0.70 of tax at 7 %
    And it contains EUR 1.90 of tax at 19 %

  Scenario: Delivery is taxed, too
    Given a shop that delivers in Germany
    And the shop sells "MUG" for EUR 11.90, 10 of them in stock
    And a shopper has 1 "MUG" in the cart
    And the shopper wants it sent to Berlin
    When the shopper chooses "standard" delivery
    Then the total is EUR 16.80
    And it contains EUR 2.68 of tax at 19 %

  Scenario: The destination decides
    Given a shop that delivers in Germany
    And goods sent to AT are taxed with 20 %
    And the shop sells "MUG" for EUR 12.00, 10 of them in stock
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Vienna
    Then it contains EUR 2.00 of tax at 20 %

  Scenario: A part of a country may have its own tax
    Given a shop that delivers in Germany
    And goods sent to ES are taxed with 21 %
    And goods sent to ES postal codes that begin with 35 are taxed with 0 %
    And the shop sells "MUG" for EUR 12.10, 10 of them in stock
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Madrid
    Then it contains EUR 2.10 of tax at 21 %
    When the shopper wants it sent to Las Palmas
    Then it contains no tax

  Scenario: A new rate holds from its day on
    Given a shop that delivers in Germany
    And the tax of DE rises to 25 % in 10 days
    And the shop sells "MUG" for EUR 12.50, 10 of them in stock
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Berlin
    Then it contains EUR 2.00 of tax at 19 %
    When 10 days pass
    And the shopper looks at the checkout
    Then it contains EUR 2.50 of tax at 25 %

  Scenario: A channel may round tax for every single unit
    Given a shop that delivers in Germany
    And the channel "default" shows prices without tax
    And the channel "default" rounds tax by the unit
    And the shop sells "PIN" for EUR 0.33, 10 of them in stock
    And a shopper has 3 "PIN" in the cart
    When the shopper wants it sent to Berlin
    Then it contains EUR 0.18 of tax at 19 %
