"""The ear of a debrief: vague answers, loaded questions, and messages to a buyer that sell in disguise.

Pure functions of text; nothing is read from the record, nothing is kept, nothing leaves the machine.
"""

from assay.words.ear.answers import AnswerHeard, hear_answer
from assay.words.ear.messages import MessageHeard, hear_message
from assay.words.ear.phrases import Heard
from assay.words.ear.questions import QuestionHeard, hear_question

__all__ = ["AnswerHeard", "Heard", "MessageHeard", "QuestionHeard", "hear_answer", "hear_message", "hear_question"]
