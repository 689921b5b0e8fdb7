"""A model behind an address that speaks OpenAI's /v1/embeddings: on this machine, or elsewhere if switched on."""

import hashlib
import json
import time
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from assay.domain.errors import InputError, RetryLater
from assay.words.embedding.embedder import Rows, scale_rows
from assay.words.server.exchange import Unanswered, ask_server, is_loopback

_BATCH, _TRIES = 64, 3
#: bytes of one answer: 64 vectors of 8,000 numbers written out
_LARGEST = 16 * 2**20
_PROBE = "They chose another vendor over the price."


class AddressEmbedder:
    """url: up to and with /v1, or the whole address.  outside: whether texts may leave this machine.

    Raises InputError when the address is not of this machine and `outside` is not set. Raises RetryLater while the
    server does not answer, InputError when it answers with what is no embedding.
    """

    languages: tuple[str, ...] = ()

    def __init__(self, url: str, model: str, *, key: str = "", outside: bool = False, wait_s: float = 60) -> None:
        self._url = url.rstrip("/") if url.rstrip("/").endswith("/embeddings") else f"{url.rstrip('/')}/embeddings"
        self._model, self._key, self._wait_s = model, key, wait_s
        _check_place(self._url, outside)

    @cached_property
    def id(self) -> str:
        """With a hash of one sentence's vector: a server tells no hash of its model, and may change it unnamed."""
        probe = np.round(self._ask([_PROBE])[0], 3) + 0.0
        return f"{self._model}@{hashlib.sha256(probe.astype(np.float32).tobytes()).hexdigest()[:12]}"

    @property
    def note(self) -> str:
        where = urlsplit(self._url).netloc
        return f"Meaning is compared by the model {self._model} at {where}; its quality is not known to us."

    def embed(self, texts: Sequence[str]) -> Rows:
        """See Embedder."""
        parts = [self._ask(list(texts[start : start + _BATCH])) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)

    def _ask(self, texts: list[str]) -> Rows:
        # an empty text is refused by some servers
        told = self._post({"model": self._model, "input": [text or " " for text in texts], "encoding_format": "float"})
        try:
            entries = sorted(told["data"], key=lambda entry: int(entry["index"]))
            rows = np.array([entry["embedding"] for entry in entries], dtype=np.float32)
        except (TypeError, KeyError, ValueError) as error:
            raise InputError(f"{self._url} answered with what is no list of embeddings.", fix=_FIX) from error
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise InputError(f"{self._url} gave {len(rows)} vectors for {len(texts)} texts, or broken ones.", fix=_FIX)
        return scale_rows(rows)

    def _post(self, body: dict[str, Any]) -> Any:
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(2**attempt / 2)
            try:
                answer = ask_server(self._url, body, key=self._key, wait_s=self._wait_s, largest=_LARGEST)
            except Unanswered:
                continue
            if answer.status == 429 or answer.status >= 500:
                continue
            if answer.status != 200:
                said = answer.body.decode("utf-8", "replace")[:200]
                raise InputError(f"{self._url} answered {answer.status}: {said}", fix=_FIX)
            try:
                return json.loads(answer.body)
            except (ValueError, RecursionError) as error:
                raise InputError(f"{self._url} answered with what is no JSON.", fix=_FIX) from error
        raise RetryLater(f"{self._url} does not answer.", fix="Start the server, or set words_model to another model.")


_FIX = "Set words_model to an address that speaks /v1/embeddings, and words_model_name to a model that it has."


def _check_place(url: str, outside: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url!r} is no http address.", fix=_FIX)
    if not outside and not is_loopback(url):
        raise InputError(
            f"{parts.hostname} is another machine, and what people wrote would go there.",
            fix='Set words_model_outside = "yes" if that is what you want, or use an address of this machine.',
        )
