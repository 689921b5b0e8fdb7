"""Assay for a person's assistant."""

import os

import click


@click.command("mcp")
def mcp() -> None:
    """Serve a person's assistant by MCP on standard input and output; ASSAY_URL and ASSAY_TOKEN say where and who."""
    from assay.outside.assistant.asking import open_api
    from assay.outside.assistant.serving import serve_assistant

    serve_assistant(open_api(os.environ.get("ASSAY_URL", "http://localhost:8000"), os.environ.get("ASSAY_TOKEN", "")))
