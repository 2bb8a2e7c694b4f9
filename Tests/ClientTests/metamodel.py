"""A client that takes each message of the server apart by the meta-model of LSP 3.17, as lsprotocol has it."""

import json
import subprocess
import threading

from lsprotocol import converters, types

CONVERTER = converters.get_converter()


class Invalid(Exception):
    pass


def validated(message, method=None):
    """The message's type in the meta-model; `method` is that of the request which a response answers.

    Reading and writing the message again must give the same: so no member goes that LSP does not have, and none has
    another type.
    """
    if message.get("jsonrpc") != "2.0" or not set(message) <= {"jsonrpc", "id", "method", "params", "result", "error"}:
        raise Invalid(f"not JSON-RPC 2.0: {message}")
    name = message.get("method", method)
    if "error" in message:
        kind = types.ResponseErrorMessage
    elif name.startswith("soapNote/"):
        if "method" in message:
            raise Invalid(f"the server asks for {name}")
        return None
    elif name not in types.METHOD_TO_TYPES:
        raise Invalid(f"there is no {name}")
    elif "method" in message:
        if types.message_direction(name) not in ("serverToClient", "both"):
            raise Invalid(f"{name} is for clients to send")
        kind = types.METHOD_TO_TYPES[name][0]
    else:
        kind = types.METHOD_TO_TYPES[name][1]
    actions = "result" in message and name == "textDocument/codeAction"
    # lsprotocol takes an action that has a command for a command.
    same({**message, "result": []} if actions else message, kind)
    for value, part in parts(name, message):
        same(value, part)
    return kind


def same(value, kind):
    again = CONVERTER.unstructure(CONVERTER.structure(value, kind), kind)
    if again != value:
        raise Invalid(f"{kind.__name__} is {again}, not {value}")


def parts(name, message):
    """What lsprotocol does not tell apart inside of a message, with the types that it must have."""
    if name == "textDocument/codeAction":
        for action in message.get("result") or []:
            yield action, types.Command if isinstance(action.get("command"), str) else types.CodeAction
    if name == "$/progress":
        value = message["params"]["value"]
        kinds = {
            "begin": types.WorkDoneProgressBegin, "report": types.WorkDoneProgressReport, "end": types.WorkDoneProgressEnd}
        if value["kind"] in kinds:
            yield value, kinds[value["kind"]]


class Client:
    """Speaks to a server of its own. `answers` has what to answer the server's requests: a value, or a function."""

    def __init__(self, server, environment, answers=None):
        self.process = subprocess.Popen(
            [server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        self.answers = {
            "client/registerCapability": None, "window/workDoneProgress/create": None, "workspace/configuration": [None],
            **(answers or {}),
        }
        self.messages, self.kinds, self.faults = [], set(), []
        self.waiting, self.ended = {}, False
        self.last, self.lock, self.news = 0, threading.Lock(), threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(10)
        self.reader.join(10)
        for stream in self.process.stdin, self.process.stdout, self.process.stderr:
            stream.close()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        with self.lock:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self.process.stdin.flush()

    def notify(self, method, params=None):
        self.send({"method": method, **({} if params is None else {"params": params})})

    def request(self, method, params=None):
        """Sends a request; returns its id."""
        self.last += 1
        self.waiting[self.last] = method
        self.send({"id": self.last, "method": method, **({} if params is None else {"params": params})})
        return self.last

    def response(self, id):
        return self.wait(lambda message: message.get("id") == id and "method" not in message)

    def call(self, method, params=None):
        """The result of a request; an error is a failure."""
        response = self.response(self.request(method, params))
        if "error" in response:
            raise Invalid(f"{method} was answered by {response['error']}")
        return response["result"]

    def refused(self, method, params=None):
        """The error of a request; a result is a failure."""
        response = self.response(self.request(method, params))
        return response["error"]

    def wait(self, fits, limit=20):
        """The first message of the session that fits."""
        found = []

        def look():
            found[:] = [message for message in self.messages if fits(message)]
            return found or self.ended or self.faults

        with self.news:
            self.news.wait_for(look, limit)
            if self.faults:
                raise self.faults[0]
            if not found:
                raise TimeoutError(f"there was no such message; the last one: {self.messages[-1:]}")
            return found[0]

    def count(self, fits):
        with self.news:
            return sum(1 for message in self.messages if fits(message))

    def open(self, uri, text, version=1):
        item = {"uri": uri, "languageId": "plaintext", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def shut_down(self):
        """Ends the session; returns the exit status."""
        assert self.call("shutdown") is None
        self.notify("exit")
        return self.process.wait(10)

    def read(self):
        while (length := self.header()) is not None:
            message = json.loads(self.process.stdout.read(length))
            try:
                kind = validated(message, self.waiting.get(message.get("id")))
                if kind:
                    self.kinds.add(kind.__name__)
                if "method" in message and "id" in message:
                    self.answer(message)
            except Exception as fault:  # shown by whoever waits next
                self.faults.append(fault)
            with self.news:
                self.messages.append(message)
                self.news.notify_all()
        with self.news:
            self.ended = True
            self.news.notify_all()

    def header(self):
        line = self.process.stdout.readline()
        if not line:
            return None
        name, _, value = line.partition(b":")
        if name != b"Content-Length" or self.process.stdout.readline() != b"\r\n":
            self.faults.append(Invalid(f"not a header: {line}"))
            return None
        return int(value)

    def answer(self, message):
        answer = self.answers[message["method"]]
        if callable(answer):
            answer = answer(message["params"])
        self.send({"id": message["id"], "result": answer})
