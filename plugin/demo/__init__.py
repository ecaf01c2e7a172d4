"""The whole product on one machine against the sandbox CRM: to look at, or to check itself and stop."""
