"""Access: who may do what, and where; roles, staff, invitations, API keys and acting for customers."""
