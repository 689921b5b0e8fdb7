"""The ear of a debrief: vague answers, loaded questions, and messages to a buyer that sell in disguise.

Pure functions of text; nothing is read from the record, nothing is kept, nothing leaves the machine.
"""
