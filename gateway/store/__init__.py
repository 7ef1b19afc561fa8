"""What the gateway keeps: keys, dossiers and their images."""
