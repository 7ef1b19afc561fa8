"""Live hints through the gateway: tickets, the handshake, and the conversation that is passed on."""
