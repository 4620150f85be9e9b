"""Imports, their files, and products by the handful, in memory."""
