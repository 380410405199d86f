"""The list of one KIND of record and its form, as a person works with them."""

from terminal import Terminal

ENTER, ESCAPE, SAVE, EMPTY = "Enter", "Escape", "C-s", "C-u"


class AtKind(Terminal):
    """The list of one KIND, open."""

    def __init__(self, store, kind, columns=110, rows=40):
        super().__init__(store, columns, rows)
        self.kind = kind

    def __enter__(self):
        super().__enter__()
        self.see("? help")
        self.keys(":")
        self.see("type what you look for")
        self.type("every kind of record")
        self.see("> ", "every kind of record")
        self.keys(ENTER)
        self.see("What do you want to look at?")
        self.find_row(self.kind)
        self.keys(ENTER)
        self.until(self.kind, lambda screen: screen.split("\n")[2].strip().startswith(self.kind))
        return self

    def edit(self, key, field, value):
        """Opens the form of a row and types into a field, without saving."""
        self.find_row(key)
        self.keys("e")
        self.see(f" {key}", "ctrl-s save")
        for _ in range(40):
            if self.marked_line()[3:].startswith(field):
                break
            before = self.cursor()
            self.keys("Tab")
            self.until("the next field", lambda screen: self.cursor() != before)
        else:
            raise AssertionError(f"no field {field}\n{self.picture()}")
        self.keys(EMPTY)
        self.type(value)
        self.until(value, lambda screen: value in self.marked_line())

    def save(self):
        self.keys(SAVE)
        self.see_no_more("ctrl-s save")
