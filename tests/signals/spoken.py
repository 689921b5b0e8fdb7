"""What was said and written in a case's activities, as the book has it: speech, questions, answers, promises, cues."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from signals.times import read_time

Row = dict[str, Any]

#: Tables of the book that are made of words, and the keys of an activity under which a case writes them.
WORDS = ("speech", "question", "reply", "promise", "cue", "cue_reply")
WORD_KEYS = ("speech", "asks", "words", "shared", "promises", "cues", "takes_up")

REPLY_SECONDS = timedelta(days=14).total_seconds()
CUE_SECONDS = timedelta(days=7).total_seconds()
DAY_END = 86_400


def add_words(rows: dict[str, list[Row]], common: Row, spec: Mapping[str, Any]) -> None:
    """speech: words or seconds of both sides.  asks: words of matter in a message, or a list of a call's questions.

    words, shared: of a message of ours, an answer to every question of the two weeks before it.  promises: a list.
    cues: a list, of a call each taken up unless it says otherwise.  takes_up: whether a message of ours takes up every
    cue of the week before it; "unknown" where nobody can tell.
    """
    if "speech" in spec:
        rows["speech"].append(_read_speech(common, spec["speech"]))
    asks = spec.get("asks", [])
    rows["question"] += [_read_question(common, n, ask) for n, ask in enumerate(_list_asks(asks))]
    if "words" in spec or "shared" in spec:
        rows["reply"] += _read_replies(common, spec, rows["question"])
    rows["promise"] += [_read_promise(common, n, promise) for n, promise in enumerate(spec.get("promises", []))]
    rows["cue"] += [_read_cue(common, n, cue) for n, cue in enumerate(spec.get("cues", []))]
    if "takes_up" in spec:
        rows["cue_reply"] += _read_cue_replies(common, spec["takes_up"], rows["cue"])


def _read_cue(common: Row, number: int, spec: Mapping[str, Any]) -> Row:
    _refuse_strangers("cue", spec, {"cue", "taken", "doubtful"})
    is_call = common["kind"] in {"call", "meeting", "demo"}
    return {
        **_share_clocks(common),
        "row_id": common["activity_id"] // 2 + 200 + number if is_call else common["activity_id"],
        "said_in": "call" if is_call else "message",
        "cue": spec["cue"],
        "is_taken_up": spec.get("taken", True) if is_call else None,
        "is_doubtful": spec.get("doubtful", False),
    }


def _read_cue_replies(common: Row, takes_up: bool | str, cues: list[Row]) -> list[Row]:
    return [
        {
            **_share_clocks(common),
            "known_at": max(common["known_at"], cue["known_at"]),
            "row_id": cue["row_id"],
            "cue": cue["cue"],
            "said_at": cue["occurred_at"],
            "takes_up": None if takes_up == "unknown" else takes_up,
        }
        for cue in cues
        if cue["deal_id"] == common["deal_id"]
        if 0 <= common["occurred_at"] - cue["occurred_at"] <= CUE_SECONDS
    ]


def forget_done(promise: Row, as_of: int) -> Row:
    """A task that was ticked off only after as_of was not done by then."""
    if promise["done_at"] is None or promise["done_at"] <= as_of:
        return promise
    return {**promise, "is_done": False, "done_at": None}


def _refuse_strangers(kind: str, spec: Mapping[str, Any], known: set[str]) -> None:
    if strangers := spec.keys() - known:
        raise ValueError(f"a {kind} does not know {sorted(strangers)}; it knows {sorted(known)}")


def _share_clocks(common: Row) -> Row:
    return {key: common[key] for key in ("deal_id", "activity_id", "occurred_at", "known_at")}


def _read_speech(common: Row, spec: Mapping[str, Any]) -> Row:
    _refuse_strangers("speech", spec, {"ours", "theirs", "unknown", "longest", "our_s", "their_s", "longest_s"})
    seconds = {name: spec[f"{side}_s"] * 1000 if f"{side}_s" in spec else None for name, side in _SIDES.items()}
    return {
        **_share_clocks(common),
        "our_words": spec["ours"],
        "their_words": spec["theirs"],
        "unknown_words": spec.get("unknown", 0),
        "longest_words": spec.get("longest", 0),
        "longest_id": common["activity_id"] // 2 if spec["ours"] else None,
        **seconds,
    }


_SIDES = {"our_ms": "our", "their_ms": "their", "longest_ms": "longest"}


def _list_asks(asks: Any) -> list[Mapping[str, Any]]:
    return asks if isinstance(asks, list) else [{"message": True, "matter": asks}]


def _read_question(common: Row, number: int, spec: Mapping[str, Any]) -> Row:
    _refuse_strangers("question", spec, {"message", "matter", "answer", "asks", "defers", "doubtful"})
    is_message = "message" in spec
    answered = spec.get("answer")
    return {
        **_share_clocks(common),
        "row_id": common["activity_id"] if is_message else common["activity_id"] // 2 + 1 + number,
        "asked_in": "message" if is_message else "call",
        "content_words": spec.get("matter", 4),
        "answer_words": answered,
        "answer_asks": spec.get("asks", False) if answered else None,
        "answer_defers": spec.get("defers", False) if answered else None,
        "is_doubtful": spec.get("doubtful", False),
    }


def _read_replies(common: Row, spec: Mapping[str, Any], questions: list[Row]) -> list[Row]:
    return [
        {
            **_share_clocks(common),
            "known_at": max(common["known_at"], question["known_at"]),
            "question_id": question["activity_id"],
            "asked_at": question["occurred_at"],
            "words": spec.get("words"),
            "shared": spec.get("shared"),
        }
        for question in questions
        if question["deal_id"] == common["deal_id"] and question["asked_in"] == "message"
        if 0 <= common["occurred_at"] - question["occurred_at"] <= REPLY_SECONDS
    ]


def _read_promise(common: Row, number: int, spec: Mapping[str, Any]) -> Row:
    """made: the day on which a task was written down; what is said or written is promised when it is."""
    _refuse_strangers("promise", spec, {"made", "due", "done", "is_done"})
    kinds = {"task": "task", "call": "call", "meeting": "call", "demo": "call"}
    made_in = kinds.get(common["kind"], "message")
    clocks = _share_clocks(common)
    if "made" in spec:
        clocks |= {"occurred_at": read_time(spec["made"]), "known_at": read_time(spec["made"])}
    due_at = read_time(spec.get("due"), time(0))
    done_at = read_time(spec.get("done"))
    return {
        **clocks,
        "row_id": common["activity_id"] // 2 + 100 + number if made_in == "call" else common["activity_id"],
        "made_in": made_in,
        "due_at": due_at and due_at + DAY_END,
        "is_done": spec.get("is_done", done_at is not None) if made_in == "task" else None,
        "done_at": done_at,
    }
