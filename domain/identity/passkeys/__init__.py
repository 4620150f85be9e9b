"""Keys that devices hold and people unlock: nothing to remember, nothing to type, nothing to be lured out of."""
