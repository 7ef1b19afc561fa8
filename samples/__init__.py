"""Sample applications and documents written for the project, and the scripts that build them."""
