"""How to speak to the CRM: one small client, typed errors, and a file for each of its nouns that we use."""
