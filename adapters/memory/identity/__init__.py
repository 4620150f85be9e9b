"""Who people are: accounts, proofs of who they are, and the ways in."""
