// @ts-check
'use strict';
// Each note from its request to its end, and after that while its text is in a document incomplete.

const vscode = require('vscode');
const config = require('./config');
const notes = require('./notes');
const render = require('./render');
const rpc = require('./rpc');
const view = require('./view');

/** @typedef {import('./notes').Note} Note */

/**
 * The last complete note.
 * @type {any}
 */
let last;
let serial = 0;

const warn = (/** @type {string} */ message) => { vscode.window.showWarningMessage(message); };

rpc.hooks.onWarning = warn;

// The end of a note ---------------------------------------------------------------------------------------------------

/**
 * Forgets a note and takes its marks away.
 * @param {Note} note
 */
function drop(note) {
  note.place.forget();
  notes.remove(note);
  view.show(note.document);
}

/**
 * @param {Note} note
 * @param {any} result
 */
function complete(note, result) {
  note.state = 'done';
  const { isShown, isUnchanged } = note.place;
  note.place.finish(true);
  last = { ...result, text: render.unix(result.text), document: note.document, chunks: note.chunks };
  // A person has to know when no model has read the transcript.
  const isOffline = result.engine === 'offline';
  const source = isOffline ? 'the offline engine (rules, no model)' : result.engine;
  const message = `SOAP note complete, by ${source} for ${result.specialty} in ${(result.timing.totalMs / 1000).toFixed(1)} s.`;
  if (isOffline) {
    vscode.window.showInformationMessage(message);
  } else {
    vscode.window.setStatusBarMessage(message, 15000);
  }
  if (isShown && !isUnchanged) {
    warn('The note was changed while it was being written. SOAP Note: Open Last Note shows it as it came.');
  }
  (result.warnings || []).forEach(warn);
  if (!note.place.isShown) {
    drop(note);
  }
}

/**
 * @param {Note} note
 * @param {'failed' | 'cancelled'} state
 * @param {string} message
 */
async function fail(note, state, message) {
  if (config.get('incomplete') === 'remove') {
    await note.place.clear();
  }
  note.state = note.state === 'running' ? state : note.state;
  note.place.finish(false);
  if (state === 'cancelled') {
    vscode.window.setStatusBarMessage('The note was cancelled.', 15000);
  } else if (await vscode.window.showErrorMessage(message, 'Retry') === 'Retry') {
    await retry(note);
  }
}

/**
 * @param {Note} note
 * @param {import('./rpc').Reply} reply
 */
async function onReply(note, { result, error }) {
  rpc.unlisten(note.token);
  rpc.unlisten(`${note.token}-work`);
  await note.place.pump();
  if (note.state !== 'running') {
    return;
  }
  note.end();
  if (error) {
    await fail(note, error.code === -32800 ? 'cancelled' : 'failed', error.message);
  } else if (note.place.lost || note.place.text !== render.unix(result.text)) {
    await fail(note, 'failed', 'What arrived is not the note that the server made, so it is incomplete. Retry.');
  } else {
    complete(note, result);
  }
}

// While it runs -------------------------------------------------------------------------------------------------------

/** @param {Note} note */
function cancel(note) {
  view.say(note, 'cancelling');
  rpc.cancel(note.request);
}

/**
 * @param {Note} note
 * @param {any} value
 */
function onProgress(note, value) {
  // What comes late, after a cancel or after the document has gone, is nobody's.
  if (note.state !== 'running' || note.doing === 'cancelling') {
    return;
  }
  if (value.kind === 'chunk') {
    note.chunks += 1;
    note.place.append(value.text);
    if (value.section && value.section !== note.doing) {
      view.say(note, value.section);
    }
  } else if (value.kind === 'restart') {
    note.place.clear();
    note.chunks = 0;
    view.say(note, `trying again (${value.attempt} of ${value.maxAttempts})`);
  }
}

/**
 * The server's own words are worth showing only while no text comes: they tell of silent retries.
 * @param {Note} note
 * @param {any} value
 */
function onWork(note, value) {
  if (value.kind === 'report' && note.chunks === 0 && note.state === 'running' && note.doing !== 'cancelling') {
    view.say(note, value.message);
  }
}

/** @param {Note} note */
function onChange(note) {
  if (note.state === 'running' && note.place.lost && note.doing !== 'cancelling') {
    cancel(note);
    warn(note.place.lost === 'read-only'
      ? 'This document is read-only, so the note was cancelled. Set soapnote.placement to new.'
      : 'The place of the note is gone, so the note was cancelled. Select the transcript and generate it again.');
  }
  view.show(note.document);
}

/**
 * Asks for a note of `transcript`. It goes into `document` below `line`, or, where that is null, into the whole of it.
 * @param {string} transcript
 * @param {string} specialty
 * @param {vscode.TextDocument} document
 * @param {number | null} line
 */
function begin(transcript, specialty, document, line) {
  notes.here(document).filter((other) => other.state !== 'running' && !other.place.isShown).forEach(drop);
  serial += 1;
  /** @type {Note} */
  const note = {
    transcript, specialty, document, place: new render.Place(document, line), token: `vscode-${process.pid}-${serial}`,
    request: 0, state: 'running', doing: 'waiting', chunks: 0, began: Date.now(), hasWarned: false, report: () => {}, end: () => {},
  };
  notes.add(note);
  note.place.onChange = () => onChange(note);
  rpc.listen(note.token, (value) => onProgress(note, value));
  rpc.listen(`${note.token}-work`, (value) => onWork(note, value));
  const { id, reply } = rpc.request('soapNote/generate', {
    transcript, partialResultToken: note.token, workDoneToken: `${note.token}-work`, allowRestart: true, coalesceMs: 16,
    ...config.request(specialty),
  });
  note.request = id;
  vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'SOAP note', cancellable: true }, (progress, token) => {
    note.report = (message) => progress.report({ message });
    token.onCancellationRequested(() => cancel(note));
    return new Promise((resolve) => { note.end = () => resolve(undefined); });
  });
  reply.then((answer) => onReply(note, answer));
  view.begin();
}

/**
 * Takes a note that failed or was cancelled out of the document and asks for it again, in the same place.
 * @param {Note} note
 */
async function retry(note) {
  const { place } = note;
  if (note.document.isClosed || !notes.has(note)) {
    return;
  }
  place.isFinished = false;
  await place.clear();
  const { line } = place;
  drop(note);
  begin(note.transcript, note.specialty, note.document, line);
}

// What becomes of a document ------------------------------------------------------------------------------------------

/** @param {vscode.TextDocument} document */
function onClose(document) {
  for (const note of notes.here(document)) {
    const wasRunning = note.state === 'running';
    note.state = 'closed';
    note.end();
    drop(note);
    if (wasRunning) {
      rpc.cancel(note.request);
    }
  }
}

/** @param {vscode.TextDocumentWillSaveEvent} event */
function onSave({ document, reason }) {
  const note = notes.here(document).find(({ state, place }) => (state === 'running' && place.isShown) || place.stretch);
  const isByHand = reason === vscode.TextDocumentSaveReason.Manual;
  if (note && (isByHand || !note.hasWarned)) {
    note.hasWarned = note.hasWarned || !isByHand;
    warn('The file was saved, but the SOAP note in it is incomplete.');
  }
}

/** Watches what happens in the window, until it is disposed of. */
function watch() {
  const { workspace } = vscode;
  return vscode.Disposable.from(
    view.watch(),
    workspace.onDidChangeTextDocument(render.follow),
    workspace.onDidCloseTextDocument(onClose),
    workspace.onWillSaveTextDocument(onSave),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('soapnote.server')) {
        rpc.stop();
      } else if (event.affectsConfiguration('soapnote.settings')) {
        rpc.configure();
      }
    }),
  );
}

module.exports = { watch, begin, cancel, retry, drop, last: () => last };
