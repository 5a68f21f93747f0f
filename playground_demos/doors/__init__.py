"""Who comes in and how often: addresses, the gate, limits, kind refusals, the visitor's word."""
