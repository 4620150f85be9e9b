"""Product documents as shoppers get them: from plain facts to ready JSON, filter tokens and search text; every backend uses it."""
