"""How right the ledger's figures are in companies made up by code of their own, where the effect is known."""
