Feature: Choosing a delivery
  In order to decide between quick and cheap
  As a shopper
  I want to see only what goes to my address, with its price

  Background:
    Given a shop that delivers in Germany
    And the shop sells "MUG", standard goods of 400 g, for EUR 10.00

  Scenario: Deliveries are shown once the address is known
    Given "express" delivery to DE costs EUR 12.00
    And a shopper has 1 "MUG" in the cart
    When the shopper looks at the checkout
    Then no delivery is offered
    When the shopper wants it sent to Berlin
    Then these deliveries are offered: standard for EUR 4.90, express for EUR 12.00

  Scenario: The price of a delivery depends on the country
    Given "standard" delivery to AT costs EUR 9.90
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Vienna
    Then these deliveries are offered: standard for EUR 9.90

  Scenario: The rest of the world is served if the shop says so
    Given "worldwide" delivery to the rest of the world costs EUR 25.00
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Tokyo
    Then these deliveries are offered: worldwide for EUR 25.00

  Scenario: Delivery is free from an amount on
    Given "thrifty" delivery to DE costs EUR 3.00, nothing from EUR 20.00 on
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Berlin
    Then these deliveries are offered: thrifty for EUR 3.00, standard for EUR 4.90
    Given the shopper has put 1 "MUG" into the cart
    When the shopper looks at the checkout
    Then these deliveries are offered: thrifty for EUR 0.00, standard for EUR 4.90

  Scenario: Heavy parcels cost more, and the heaviest are not taken
    Given "parcel" delivery to DE is priced by weight: EUR 3.00 up to 500 g, EUR 6.00 up to 1000 g
    And a shopper has 1 "MUG" in the cart
    When the shopper wants it sent to Berlin
    Then these deliveries are offered: parcel for EUR 3.00, standard for EUR 4.90
    Given the shopper has put 1 "MUG" into the cart
    When the shopper looks at the checkout
    Then these deliveries are offered: standard for EUR 4.90, parcel for EUR 6.00
    Given the shopper has put 1 "MUG" into the cart
    When the shopper looks at the checkout
    Then these deliveries are offered: standard for EUR 4.90

  Scenario: A delivery that does not go there is refused
    Given a shopper has 1 "MUG" in the cart
    And the shopper wants it sent to Berlin
    When the shopper chooses "drone" delivery
    Then it is refused because of "method_not_available"

  Scenario: Moving to another country takes back the choice
    Given "alpine" delivery to AT costs EUR 9.90
    And a shopper has 1 "MUG" in the cart
    And the shopper has filled in everything and pays with a good card
    When the shopper wants it sent to Vienna
    Then the checkout still needs shipping method
