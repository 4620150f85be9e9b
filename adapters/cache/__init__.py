"""Ready answers in levels: the process first, then Redis; stamps in Redis say what is out of date."""
