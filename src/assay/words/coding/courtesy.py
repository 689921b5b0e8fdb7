"""What a passage says for politeness' sake: "Thank you for the offer. It is well above our plan" speaks of the price.

Thanks for something that is praised in the same breath ("thank you for the excellent support") are left as they are.
"""

import re

_PRAISED = (
    r"great|excellent|superb|outstanding|brilliant|fantastic|wonderful|amazing|good|nice|quick|fast|prompt|patien\w+"
    r"|clear|honest\w*|open\w*|fine|help\w*|support|care|effort|hard work|professional\w*|thorough\w*"
)
_THANKS = (
    r"(?:(?:many|warm|once again|again)[ ,]+)*(?:we(?:['’]d like to| would like to| want to|)[ ]+|i(?:['’]d like to"
    r"| would like to| want to|)[ ]+|let me )?thank(?:s| you| u)?(?: (?:you|all|so much|very much|a lot|again"
    r"|in advance|once more))*"
    rf"(?: for(?: (?!{_PRAISED})[\w'’-]+){{1,8}})?"
)
_WISHES = (
    r"(?:i |we )?hope (?:that )?(?:you(?: are|['’]re)(?: doing)? well|all is well|this (?:mail|message) finds you well"
    r"|you had (?:a )?(?:\w+ )?(?:weekend|holidays?|week|start))"
    r"|(?:have a|wish(?:ing)? you a) (?:nice|good|great|lovely|pleasant) (?:day|week|weekend|evening|afternoon|one)"
    r"|good (?:morning|afternoon|evening|day)|(?:best|kind|warm) (?:regards|wishes)"
    r"|(?:nice|good) to (?:meet|hear from) you"
    r"|(?:we |i )?(?:look|looking) forward to [\w'’-]+(?: [\w'’-]+){0,5}"
)
_COURTESY = re.compile(
    rf"(?i)(?:(?<=^)|(?<=[.!?;,\n:–-])|(?<=\s))(?:{_THANKS}|{_WISHES})(?: everyone| all| both)?"
    r"(?=\s*(?:[.!?;,\n–-]|$))[.!,;]?"
)


def leave_out_courtesy(text: str) -> str:
    """The text without thanks, greetings and wishes that praise nothing; empty where there is nothing else."""
    return " ".join(_COURTESY.sub(" ", text).split())
