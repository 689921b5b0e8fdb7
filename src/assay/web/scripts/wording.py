"""What is said about a driver: the team's own wording where it has one, else Assay's own."""

from assay.rescue.saying.scripts import LANGUAGES, Script, find_template
from assay.web.scripts.models import Wording


def find_wording(driver: str, language: str = "en") -> Script:
    """The template in force. A language that nothing is written in is answered in English."""
    spoken = language if language in LANGUAGES else "en"
    own = Wording.objects.filter(driver=driver, language=spoken, is_own=True).first()
    return own.script if own else find_template(driver, spoken)
