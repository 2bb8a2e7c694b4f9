// @ts-check
'use strict';
// What a person sees of the notes: in the status bar, in the notification, and beside the text.

const vscode = require('vscode');
const config = require('./config');
const fence = require('./fence');
const notes = require('./notes');
const rpc = require('./rpc');

/** @typedef {import('./notes').Note} Note */

/** @type {NodeJS.Timeout | undefined} */
let clock;
/** @type {vscode.StatusBarItem | undefined} */
let item;

function engine() {
  return config.request().engine || rpc.hooks.capabilities.capabilities?.experimental?.soapNote?.engine || '…';
}

/** @param {Note} note */
function words(note) {
  if (note.state !== 'running') {
    return note.state === 'done' ? 'SOAP note INCOMPLETE (undone)' : `SOAP note INCOMPLETE (${note.state})`;
  }
  return `SOAP note incomplete: ${engine()}, ${note.doing}, ${Math.floor((Date.now() - note.began) / 1000)} s`;
}

/**
 * What is known of the note in `document`, in a few words.
 * @param {vscode.TextDocument | undefined} document
 */
function status(document) {
  const note = notes.of(document);
  return note ? words(note) : '';
}

/** @param {vscode.TextDocument} document */
function show(document) {
  if (!document.isClosed) {
    fence.show(document, notes.here(document).map((note) => {
      const { stretch, extent } = note.place;
      return { anchor: extent.anchor, stretch, label: note.state === 'running' || stretch ? `── ${words(note)} ──` : '' };
    }));
  }
  const shown = notes.of(vscode.window.activeTextEditor?.document) || notes.running()[0];
  if (item && shown && (shown.state === 'running' || shown.place.isShown)) {
    item.text = shown.state === 'running' ? `$(sync~spin) ${words(shown)}` : `$(warning) ${words(shown)}`;
    item.command = shown.state === 'running' ? 'soapnote.cancel' : 'soapnote.retry';
    item.tooltip = shown.state === 'running' ? 'Cancel' : 'Retry';
    item.show();
  } else {
    item?.hide();
  }
}

function tick() {
  for (const note of notes.running()) {
    note.report(`${engine()}, ${note.doing}, ${Math.floor((Date.now() - note.began) / 1000)} s`);
    show(note.document);
  }
  if (notes.running().length === 0) {
    clearInterval(clock);
    clock = undefined;
  }
}

/**
 * @param {Note} note
 * @param {string} doing
 */
function say(note, doing) {
  note.doing = doing;
  tick();
}

/** Begins to show a note that begins, and the time until the last one has ended. */
function begin() {
  clock = clock || setInterval(tick, 1000);
  tick();
}

/** Follows what the window shows, until it is disposed of. */
function watch() {
  item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
  const { window } = vscode;
  return vscode.Disposable.from(
    item, fence,
    window.onDidChangeVisibleTextEditors((editors) => new Set(editors.map(({ document }) => document)).forEach(show)),
    window.onDidChangeActiveTextEditor((editor) => editor && show(editor.document)),
  );
}

module.exports = { begin, say, show, status, watch };
