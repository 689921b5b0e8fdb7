"""What is found in the words of messages and calls: questions, promises, answers; English, German, French, Spanish.

Words are matched, nothing is understood: a promise in other words is missed, and so is one in another language.
"""
