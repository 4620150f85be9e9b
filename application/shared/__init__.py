"""What every use case shares: ports to time, identity and transactions, and the pipeline around handlers."""
