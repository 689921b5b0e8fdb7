"""The figures that the README quotes, each made by one command: `python -m bench [import | signals | deal | turn]`."""
