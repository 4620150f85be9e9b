"""The audit log: who did what to which object, chained so that nobody can change it unseen."""
