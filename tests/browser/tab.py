"""A browser's tab without the browser: a bare websocket that says what a browser would say.

It speaks when it is told to and is as slow to hear as it is told to be, so two messages that cross
on their way cross in every run of a test.
"""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

SECONDS = 60  # that an answer may take
OVER = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class Tab:
    """One visitor on one page.

    messages: all that came
    shown: what stands on the page by its label, as the server described it last
    timer: the fragment that the page asks for again and again, or ""
    text: all that is written on it in HTML
    """

    def __init__(self, url: str, page: str, query: str = "") -> None:
        self._address = url.replace("http", "ws") + "/_stcore/stream"
        self._page, self._query, self._script = page, query, ""
        self._states: dict[str, dict] = {}
        self._cached: set[str] = set()
        self.timer = ""
        self.messages: list[ForwardMsg] = []
        self.shown: dict[str, object] = {}
        self.text = ""

    def __enter__(self) -> "Tab":
        self._connection = connect(self._address, subprotocols=["streamlit"], max_size=None)
        self._socket = self._connection.__enter__()
        self.rerun()
        self.catch_up()
        return self

    def __exit__(self, *problem) -> None:
        self._connection.__exit__(*problem)

    def press(self, label: str) -> None:
        """Click a button."""
        self._states["pressed"] = {"id": self.shown[label].id, "trigger_value": True}
        self.rerun()

    def tick(self) -> None:
        """What the timer of the running fragment sends, whatever has been heard so far."""
        self.rerun(self.timer)

    def turn(self, label: str) -> None:
        """Press a switch."""
        state = self._states[self.shown[label].id]
        state["bool_value"] = not state["bool_value"]
        self.rerun()

    def catch_up(self) -> None:
        """Take over the values that the server gave to switches and sliders: those that it sets,
        and the first of what is new on the page."""
        for element in self.shown.values():
            kind = element.DESCRIPTOR.name
            if kind == "Button" or (element.id in self._states and not element.set_value):
                continue
            state = self._states[element.id] = {"id": element.id}
            if kind == "Checkbox":
                state["bool_value"] = element.value if element.set_value else element.default
            else:
                first = [element.options[int(element.default[0])]]
                data = element.raw_value if element.set_value else first
                state["string_array_value"] = {"data": data}

    def slider(self, label: str) -> str:
        """What a slider stands at."""
        return self._states[self.shown[label].id]["string_array_value"]["data"][0]

    def rerun(self, fragment: str = "") -> None:
        """Ask for a run of the page or of a fragment; hear all that comes of it."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash, asked.query_string = self._script, self._query
        asked.page_name = "" if self._script else self._page
        asked.fragment_id, asked.is_auto_rerun = fragment, bool(fragment)
        asked.cached_message_hashes.extend(self._cached)
        for state in self._states.values():
            asked.widget_states.widgets.add(**state)
        self._states.pop("pressed", None)
        self._socket.send(message.SerializeToString())
        while not self._heard(ForwardMsg.FromString(self._socket.recv(SECONDS))):
            pass

    def _heard(self, message: ForwardMsg) -> bool:
        """Take in a message; is it the last of a run?"""
        self.messages.append(message)
        if message.metadata.cacheable:
            self._cached.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.text = ""
            if not message.metadata.run.fragment_ids:
                self.shown.clear()
                self.timer = ""
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self.timer = message.auto_rerun.fragment_id
        elif kind == "delta":
            self._see(message.delta.new_element)
        return kind == "script_finished" and message.script_finished in OVER

    def _see(self, element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        if kind == "html":
            self.text += element.html.body
        elif kind in ("checkbox", "button", "slider"):
            found = getattr(element, kind)
            self.shown[found.label] = found
