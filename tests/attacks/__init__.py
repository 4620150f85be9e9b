"""What an attacker would try, as tests that hold."""
