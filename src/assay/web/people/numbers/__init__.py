"""Languages with the numbers of another one: a user who reads English and writes 1.234,56 has the language en-de.

Django takes the words of such a language from the first half and looks for its formats here, then at the first half's,
here too before its own: that is where English days are written.
"""

#: language and number format that a user chose -> the language to activate
_MIXED = {("en", "de"): "en-de", ("de", "en"): "de-us"}


def name_language(language: str, number_format: str) -> str:
    """The language to activate for words of `language` and numbers as in `number_format` ("language": its own)."""
    return _MIXED.get((language, number_format), language)
