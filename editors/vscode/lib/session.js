// @ts-check
'use strict';
// The notes asked for: each from its request to its end, and after that while its text is in a document incomplete.

const vscode = require('vscode');
const config = require('./config');
const fence = require('./fence');
const render = require('./render');
const rpc = require('./rpc');

/**
 * @typedef {object} Note
 * @property {string} transcript
 * @property {string} specialty
 * @property {vscode.TextDocument} document
 * @property {render.Place} place
 * @property {string} token
 * @property {number} request
 * @property {'running' | 'done' | 'failed' | 'cancelled' | 'closed'} state
 * @property {string} doing
 * @property {number} chunks since the last restart
 * @property {number} began
 * @property {boolean} hasWarned of a file saved by itself
 * @property {(message: string) => void} report
 * @property {() => void} end
 */

/**
 * The last complete note.
 * @type {any}
 */
let last;
/**
 * Notes that run or stand in a document.
 * @type {Note[]}
 */
let notes = [];
let serial = 0;
/** @type {NodeJS.Timeout | undefined} */
let clock;
/** @type {vscode.StatusBarItem | undefined} */
let item;

const warn = (/** @type {string} */ message) => { vscode.window.showWarningMessage(message); };
const here = (/** @type {vscode.TextDocument} */ document) => notes.filter((note) => note.document === document);
const running = () => notes.filter((note) => note.state === 'running');

rpc.hooks.onWarning = warn;

/**
 * The note that runs in `document`, else the incomplete one that stands there.
 * @param {vscode.TextDocument | undefined} document
 * @returns {Note | undefined}
 */
function of(document) {
  const found = notes.filter((note) => note.document === document && note.state !== 'done');
  return found.find((note) => note.state === 'running') || found.pop();
}

// What a person sees --------------------------------------------------------------------------------------------------

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
  const note = of(document);
  return note ? words(note) : '';
}

/** @param {vscode.TextDocument} document */
function show(document) {
  if (!document.isClosed) {
    fence.show(document, here(document).map((note) => {
      const { stretch, extent } = note.place;
      return { anchor: extent.anchor, stretch, label: note.state === 'running' || stretch ? `── ${words(note)} ──` : '' };
    }));
  }
  const shown = of(vscode.window.activeTextEditor?.document) || running()[0];
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
  for (const note of running()) {
    note.report(`${engine()}, ${note.doing}, ${Math.floor((Date.now() - note.began) / 1000)} s`);
    show(note.document);
  }
  if (running().length === 0) {
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

// The end of a note ---------------------------------------------------------------------------------------------------

/**
 * Forgets a note and takes its marks away.
 * @param {Note} note
 */
function drop(note) {
  note.place.forget();
  notes = notes.filter((other) => other !== note);
  show(note.document);
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
  say(note, 'cancelling');
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
      say(note, value.section);
    }
  } else if (value.kind === 'restart') {
    note.place.clear();
    note.chunks = 0;
    say(note, `trying again (${value.attempt} of ${value.maxAttempts})`);
  }
}

/**
 * The server's own words are worth showing only while no text comes: they tell of silent retries.
 * @param {Note} note
 * @param {any} value
 */
function onWork(note, value) {
  if (value.kind === 'report' && note.chunks === 0 && note.state === 'running' && note.doing !== 'cancelling') {
    say(note, value.message);
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
  show(note.document);
}

/**
 * Asks for a note of `transcript`. It goes into `document` below `line`, or, where that is null, into the whole of it.
 * @param {string} transcript
 * @param {string} specialty
 * @param {vscode.TextDocument} document
 * @param {number | null} line
 */
function begin(transcript, specialty, document, line) {
  here(document).filter((other) => other.state !== 'running' && !other.place.isShown).forEach(drop);
  serial += 1;
  /** @type {Note} */
  const note = {
    transcript, specialty, document, place: new render.Place(document, line), token: `vscode-${process.pid}-${serial}`,
    request: 0, state: 'running', doing: 'waiting', chunks: 0, began: Date.now(), hasWarned: false, report: () => {}, end: () => {},
  };
  notes.push(note);
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
  clock = clock || setInterval(tick, 1000);
  tick();
}

/**
 * Takes a note that failed or was cancelled out of the document and asks for it again, in the same place.
 * @param {Note} note
 */
async function retry(note) {
  const { place } = note;
  if (note.document.isClosed || !notes.includes(note)) {
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
  for (const note of here(document)) {
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
  const note = here(document).find(({ state, place }) => (state === 'running' && place.isShown) || place.stretch);
  const isByHand = reason === vscode.TextDocumentSaveReason.Manual;
  if (note && (isByHand || !note.hasWarned)) {
    note.hasWarned = note.hasWarned || !isByHand;
    warn('The file was saved, but the SOAP note in it is incomplete.');
  }
}

/** Watches what happens in the window, until it is disposed of. */
function watch() {
  item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
  const { workspace, window } = vscode;
  return vscode.Disposable.from(
    item, fence,
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
    window.onDidChangeVisibleTextEditors((editors) => new Set(editors.map(({ document }) => document)).forEach(show)),
    window.onDidChangeActiveTextEditor((editor) => editor && show(editor.document)),
  );
}

module.exports = { watch, of, running, status, begin, cancel, retry, drop, last: () => last };
