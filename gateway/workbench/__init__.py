"""What the browser's forms ask, as requests of the API."""
