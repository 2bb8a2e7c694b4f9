"""Whole sessions with the client of pytest-lsp, which is built on pygls, in the name of editors that it knows."""

import asyncio
import os

import pytest
import pytest_lsp
from lsprotocol import types
from pygls.workspace import TextDocument
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities
from pytest_lsp.client import make_test_lsp_client

URI = "file:///visit.txt"
VISIT = os.environ["VISIT"]
DOCUMENT = types.TextDocumentIdentifier(URI)


class Editor:
    """A document as an editor has it: edits are told to the server, and the server's are taken when they fit."""

    def __init__(self, client, text):
        self.client, self.applied = client, 0
        self.document = TextDocument(URI, text, 1, sync_kind=types.TextDocumentSyncKind.Incremental)
        client.editor = self
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(URI, types.LanguageKind.Markdown, 1, text)))

    def change(self, range, text):
        event = types.TextDocumentContentChangePartial(text=text, range=range)
        self.document.apply_change(event)
        self.document.version += 1
        identifier = types.VersionedTextDocumentIdentifier(self.document.version, URI)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [event]))

    def type_above(self, text):
        start = types.Position(0, 0)
        self.change(types.Range(start, start), text)

    def apply(self, edit):
        """Refuses what is meant for another version, as LSP asks for."""
        (change,) = edit.document_changes
        if change.text_document.version != self.document.version:
            return types.ApplyWorkspaceEditResult(applied=False, failure_reason="another version")
        (one,) = change.edits
        self.change(one.range, one.new_text)
        self.applied += 1
        return types.ApplyWorkspaceEditResult(applied=True)



def make_client():
    client = make_test_lsp_client()

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply_edit(params: types.ApplyWorkspaceEditParams):
        return client.editor.apply(params.edit)

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams):
        assert [one.method for one in params.registrations] == ["workspace/didChangeConfiguration"]

    return client


CONFIG = ClientServerConfig(
    server_command=[os.environ["SERVER"]], client_factory=make_client,
    server_env={name: value for name, value in os.environ.items() if name not in ("SERVER", "VISIT")})


@pytest_lsp.fixture(
    config=CONFIG, params=["neovim@v0.7.0", "neovim@v0.11.0", "emacs@v29.1", "visual_studio_code@v1.65.2"])
async def client(request, lsp_client: LanguageClient):
    capabilities = client_capabilities(request.param)
    # The editor of these tests is the client of pytest-lsp, which can do this much.
    capabilities.window.work_done_progress = True
    # lsprotocol takes an action that has its command at once for a command.
    capabilities.text_document.code_action.resolve_support = types.ClientCodeActionResolveOptions(["command"])
    lsp_client.set_configuration({"specialty": "slp"}, section="soapNote")
    await lsp_client.initialize_session(types.InitializeParams(capabilities=capabilities))
    yield lsp_client
    await lsp_client.shutdown_session()


async def until(what, ready):
    async def wait():
        while not ready():
            await asyncio.sleep(0.005)

    try:
        await asyncio.wait_for(wait(), 20)
    except asyncio.TimeoutError:
        raise AssertionError(f"in vain: {what}") from None


async def ask(client, method, params):
    return await asyncio.wait_for(client.protocol.send_request_async(method, params), 20)


@pytest.mark.asyncio
async def test_outline_and_folds(client):
    Editor(client, "Talk.\nSubjective:\nCough 😀\n\nPlan:\nRest.\n")
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(DOCUMENT))
    assert [symbol.name for symbol in symbols] == ["Subjective", "Plan"]
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(DOCUMENT))
    assert [(fold.start_line, fold.end_line) for fold in folds] == [(1, 2), (4, 5)]


@pytest.mark.asyncio
async def test_settings_are_asked_for_and_wrong_ones_told_of(client):
    can_be_asked = client.capabilities.workspace.configuration
    wrong = {"specialty": "dentist", "limits": {"noteBytes": "all"}}
    client.set_configuration(wrong, section="soapNote")
    settings = None if can_be_asked else {"soapNote": wrong}
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    await until("a message", lambda: client.messages)
    assert (await ask(client, "soapNote/status", {})).specialty == "dentist"
    assert len(client.messages) == 1 and "limits.noteBytes" in client.messages[0].message


async def choose(client):
    """Runs the code action for the visit's lines; returns the token under which the note is made."""
    said = types.Range(types.Position(0, 0), types.Position(3, 44))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(DOCUMENT, said, types.CodeActionContext([])))
    action = next(action for action in actions if action.title.startswith("Generate SOAP note here"))
    command = (await client.code_action_resolve_async(action)).command
    parameters = types.ExecuteCommandParams(command.command, command.arguments)
    return (await asyncio.wait_for(client.workspace_execute_command_async(parameters), 5))["token"]


async def typing(editor, client, token):
    """Types above the visit until the note is in; returns what was typed."""
    state, typed = "generating", ""
    while state in ("generating", "inserting"):
        assert len(typed) < 4000, "in vain: the note"
        editor.type_above("😀 typed\n")
        typed += "😀 typed\n"
        await asyncio.sleep(0.02)
        status = types.ExecuteCommandParams("soapNote.status")
        notes = (await client.workspace_execute_command_async(status))["notes"]
        state = next(note["state"] for note in notes if note["token"] == token)
    assert state == "inserted"
    return typed


async def made_of_the_visit(client):
    """The note that the same words give."""
    return (await ask(client, "soapNote/generate", {"transcript": VISIT.rstrip()})).text.strip()


@pytest.mark.asyncio
async def test_a_code_action_makes_a_note_while_the_user_types(client):
    editor = Editor(client, VISIT + "\nNext visit.\n")
    token = await choose(client)
    typed = await typing(editor, client, token)
    assert editor.applied == 1
    assert editor.document.source == f"{typed}{VISIT}\n{await made_of_the_visit(client)}\n\nNext visit.\n"
    reports = client.progress_reports[token]
    await until("the end", lambda: reports[-1].kind == "end")
    assert [report.kind for report in reports].count("begin") == 1


@pytest.mark.asyncio
async def test_sections_go_in_as_they_are_complete(client):
    settings = {"soapNote": {"insertion": "bySection"}}
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    editor = Editor(client, VISIT + "\nNext visit.\n")
    typed = await typing(editor, client, await choose(client))
    assert editor.applied >= 4
    text = editor.document.source
    assert text.startswith(typed + VISIT + "\n[SOAP note: incomplete") and text.endswith("[End of SOAP note]\n\nNext visit.\n")
    lines = [line for line in text.splitlines() if line and line[0] != "["]
    note = [line for line in (await made_of_the_visit(client)).splitlines() if line]
    assert lines == typed.splitlines() + VISIT.splitlines() + note + ["Next visit."]


@pytest.mark.asyncio
async def test_a_note_can_be_cancelled_from_the_clients_progress(client):
    editor = Editor(client, VISIT * 20)
    token = await choose(client)
    await until("progress", lambda: client.progress_reports.get(token))
    client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
    await until("the end", lambda: client.progress_reports[token][-1].kind == "end")
    await asyncio.sleep(0.2)
    assert editor.document.source == VISIT * 20
