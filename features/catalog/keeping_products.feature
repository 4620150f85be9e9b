Feature: Keeping products
  In order to sell what I have
  As a merchant
  I want to prepare products, put them on sale and take them out again

  Scenario: A product gets a readable address from its name
    When staff create the product "Größe 40 & Co"
    Then "Größe 40 & Co" has the address "grosse-40-and-co"

  Scenario: A second product of the same name gets an address of its own
    Given the product "Mug"
    When staff create the product "mug"
    Then "mug" has the address "mug-2"

  Scenario: An address that another product has is refused
    Given the product "Mug"
    When staff create the product "Cup" at the address "mug"
    Then it is refused because of "already_exists"

  Scenario: A former address leads to the present one
    Given the channel "default" shows the product "Mug"
    When staff give "Mug" the address "big-mug"
    And the background work is done
    Then shoppers who follow "mug" find "big-mug"
    And shoppers who follow "big-mug" find "big-mug"

  Scenario: A former address can be given to another product
    Given the channel "default" shows the product "Mug"
    And staff have given "Mug" the address "big-mug"
    When staff create the product "New mug" at the address "mug"
    Then "New mug" has the address "mug"

  Scenario: What could harm shoppers is taken out of a description
    When staff create the product "Mug" described as "<p>Holds 300 ml.</p><script>steal()</script>"
    Then "Mug" is described as "<p>Holds 300 ml.</p>"

  Scenario: A product without variants does not go on sale
    Given the product "Idea"
    When staff put "Idea" on sale
    Then it is refused because of "product_not_ready"
    And "Idea" is draft

  Scenario: An archived product can come back
    Given the product "Mug" with the variant "MUG"
    And "Mug" is on sale
    When staff archive "Mug"
    And staff put "Mug" on sale
    Then "Mug" is active

  Scenario: Only a draft can be deleted
    Given the product "Mug" with the variant "MUG"
    And "Mug" is on sale
    When staff delete "Mug"
    Then it is refused because of "product_not_deletable"
    When staff take "Mug" back to draft
    And staff delete "Mug"
    Then it is accepted
    And the product "Mug" is gone

  Scenario: A product is shown only while its time lasts
    Given the channel "default" shows the product "Tree" from day 10 to day 20
    Then shoppers who follow "tree" find nothing
    When 10 days pass
    And the background work is done
    Then shoppers who follow "tree" find "tree"
    When 10 days pass
    And the background work is done
    Then shoppers who follow "tree" find nothing
