"""What workflows of the CRM ask of us: to be told of clicks, and to make and count links in a step of theirs."""
