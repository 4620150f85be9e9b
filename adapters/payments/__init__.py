"""Payment gateways: by hand (invoice, bank transfer, cash) and the test provider."""
