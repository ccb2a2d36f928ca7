"""What the service says of its data: counts, VoID, DCAT-AP.de, examples of queries."""
