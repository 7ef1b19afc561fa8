"""Wire models of every service: data only. They may use the model, never a service's code."""
