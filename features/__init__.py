"""What the shop does, in the customer's words; every scenario runs on every driver."""
