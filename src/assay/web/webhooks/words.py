"""What is said of an address that may not be used."""

from django.utils.translation import gettext as _


def say_refusal(kind: str, host: str) -> str:
    """What is wrong with an address, and what to do. kind: as TargetRefused and HostRefused name it."""
    words = {
        "form": _("This is no address that can be used. Write one that begins with https://, without a # in it."),
        "password": _("A name and a password do not belong in the address. What comes from here is known by its "
                      "signature."),
        "plain": _("Only an address that begins with https:// is used: on the way to %(host)s everybody could read "
                   "along. http is for programs on this very machine, once their host stands among the allowed ones."),
        "unknown": _("Nobody knows the host %(host)s. Look for a slip, or try again once it has a name."),
        "private": _("%(host)s lies in a network of your own, to which nothing is sent. If that is meant, name the "
                     "host among the allowed ones first."),
        "never": _("Nothing is ever sent to %(host)s: it is no single machine, or one that tells secrets of a cloud."),
    }  # fmt: skip
    return words[kind] % {"host": host}
