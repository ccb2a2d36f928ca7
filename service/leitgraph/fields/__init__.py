"""The fields of a Vorlage, each once. Form, schema, reader, papers, reports and docs follow."""
