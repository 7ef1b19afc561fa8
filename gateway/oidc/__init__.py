"""Bearer tokens of an OpenID Connect provider, beside API keys. PyJWT does the cryptography."""
