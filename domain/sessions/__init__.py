"""Sessions of people: who is signed in where, with which keys tokens are signed, and what was taken back."""
