"""The REST API: what pages show and take, for machines, with the same permissions and floors."""
