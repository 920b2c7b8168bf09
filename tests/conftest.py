"""How the properties are searched: the same examples in every run, or new ones on demand.

`pytest` draws the same examples each time, so that nobody's change fails for a fault it did not make.
`pytest --hypothesis-profile=search` draws new ones: run it after a change of the grammar, and add what it finds as an
`@example` or a table row.
"""

from hypothesis import settings

settings.register_profile("same", derandomize=True, print_blob=True)
settings.register_profile("search", derandomize=False, print_blob=True)
settings.load_profile("same")
