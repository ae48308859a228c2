"""A visitor of the dashboard without a browser: Streamlit's own messages over a real websocket."""

import random
import time
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

_LARGEST = 64 * 2**20
_LOST = "the connection was closed"
_ENDED_WELL = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}


@dataclass(frozen=True)
class Answer:
    """One answer of the server: what was asked, how long it took, what went wrong if anything."""

    page: str
    kind: str
    seconds: float
    bytes: int
    error: str = ""

    @property
    def lost(self) -> bool:
        """Whether nobody is there any more."""
        return self.error == _LOST


@dataclass(frozen=True)
class Choice:
    """A choice on the page with what else could be chosen; ``fragment`` is rerun alone by it."""

    id: str
    many: bool
    options: tuple[str, ...]
    fragment: str


@dataclass
class Visitor:
    """One open tab: knows the menu, and the choices of the page that is open.

    Get one from `enter`; every call waits until the page stands still.
    """

    socket: ClientConnection
    chance: random.Random
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""
    choices: dict[str, Choice] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    async def open(self, page: str) -> Answer:
        """Open a page of the menu by its address."""
        self.page, self.choices, self.chosen = page, {}, {}
        return await self._ask("open")

    async def choose(self) -> Answer:
        """Change one choice on the page; where there is none, run the page again."""
        if not self.choices:
            return await self._ask("again")
        choice = self.choices[self.chance.choice(sorted(self.choices))]
        self.chosen[choice.id] = self.chance.choice(choice.options)
        return await self._ask("choose", choice.fragment)

    async def leave(self) -> None:
        """Close the tab."""
        await self.socket.close()

    async def _ask(self, kind: str, fragment: str = "") -> Answer:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self.pages.get(self.page, "")
        state.fragment_id = fragment
        for identity, option in self.chosen.items():
            widget = state.widget_states.widgets.add(id=identity)
            if self.choices[identity].many:
                widget.string_array_value.data.append(option)
            else:
                widget.string_value = option
        begin = time.perf_counter()
        try:
            await self.socket.send(message.SerializeToString())
            size, error = await self._listen()
        except ConnectionClosed:
            size, error = 0, _LOST
        return Answer(self.page, kind, time.perf_counter() - begin, size, error)

    async def _listen(self) -> tuple[int, str]:
        size, error, started = 0, "", False
        async for data in self.socket:
            size += len(data)
            message = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "new_session":
                started = True
            elif kind == "navigation":
                self.pages = {
                    one.url_pathname: one.page_script_hash for one in message.navigation.app_pages
                }
            elif kind == "page_not_found":
                error = "page not found"
            elif kind == "delta" and message.delta.HasField("new_element"):
                error = error or self._note(message.delta.new_element, message.delta.fragment_id)
            elif kind == "script_finished" and started:
                if message.script_finished not in _ENDED_WELL:
                    error = error or f"ended with {message.script_finished}"
                return size, error
        return size, _LOST

    def _note(self, element: Element, fragment: str) -> str:
        kind = element.WhichOneof("type")
        if kind == "exception":
            return f"exception {element.exception.type}"
        if kind == "alert" and element.alert.format == Alert.ERROR:
            return f"error on the page: {element.alert.body[:80]}"
        # What lies in a form waits for its button, which a visitor of figures never presses.
        if kind == "selectbox" and not element.selectbox.form_id:
            self._keep(element.selectbox, False, tuple(element.selectbox.options), fragment)
        elif kind == "button_group" and not element.button_group.form_id:
            words = tuple(option.content for option in element.button_group.options)
            self._keep(element.button_group, True, words, fragment)
        return ""

    def _keep(
        self, widget: Selectbox | ButtonGroup, many: bool, options: tuple[str, ...], fragment: str
    ) -> None:
        if len(options) > 1 and not widget.disabled:
            self.choices[widget.id] = Choice(widget.id, many, options, fragment)


async def enter(address: str, chance: random.Random) -> Visitor:
    """Connect as a browser does; the first page is not asked for yet."""
    socket = await connect(
        f"ws://{address}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://{address}",  # type: ignore[arg-type]
        max_size=_LARGEST,
    )
    return Visitor(socket, chance)
