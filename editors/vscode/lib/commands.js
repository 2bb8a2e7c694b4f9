// @ts-check
'use strict';
// What the commands do; their names are those in package.json.

const vscode = require('vscode');
const config = require('./config');
const notes = require('./notes');
const rpc = require('./rpc');
const session = require('./session');
const view = require('./view');

const warn = (/** @type {string} */ message) => { vscode.window.showWarningMessage(message); };
const active = () => vscode.window.activeTextEditor;

/**
 * Whether nothing can be written there. Not all editors that are read-only can be told by this.
 * @param {vscode.TextDocument} document
 */
async function isReadOnly({ uri }) {
  if (uri.scheme === 'untitled') {
    return false;
  }
  const isWritable = vscode.workspace.fs.isWritableFileSystem(uri.scheme);
  if (isWritable === false || (isWritable === undefined && uri.scheme !== 'file')) {
    return true;
  }
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    return ((permissions || 0) & vscode.FilePermission.Readonly) !== 0;
  } catch (problem) {
    // A file that is not there yet can be written.
    return false;
  }
}

/**
 * A note of these lines, without the blank ones around them.
 * @param {vscode.TextEditor} editor
 * @param {number} first
 * @param {number} end the line after the last
 * @param {unknown} specialty
 */
async function generate({ document }, first, end, specialty) {
  const lines = [];
  for (let line = first; line < end; line += 1) {
    lines.push(document.lineAt(line).text);
  }
  const isBlank = (/** @type {string} */ line) => !/\S/.test(line);
  while (lines.length > 0 && isBlank(lines[lines.length - 1])) {
    lines.pop();
  }
  const last = first + lines.length - 1;
  while (lines.length > 0 && isBlank(lines[0])) {
    lines.shift();
  }
  if (lines.length === 0) {
    warn('There is nothing to make a note of. Select a transcript, or put it into the document.');
    return;
  }
  const profession = typeof specialty === 'string' ? specialty : '';
  const transcript = lines.join('\n');
  if (config.get('placement') === 'new') {
    const made = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '' });
    await vscode.window.showTextDocument(made, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: false });
    session.begin(transcript, profession, made, null);
  } else if (await isReadOnly(document)) {
    warn('This document is read-only, so there is no place for a note. Set soapnote.placement to new.');
  } else if (notes.of(document)?.state === 'running') {
    warn('A note is being written in this document. SOAP Note: Cancel stops it.');
  } else {
    session.begin(transcript, profession, document, Math.min(last, document.lineCount - 1));
  }
}

/** @param {unknown} [specialty] */
async function generateFromSelection(specialty) {
  const editor = active();
  if (!editor || editor.selection.isEmpty) {
    warn('There is nothing to make a note of. Select a transcript, or put it into the document.');
    return;
  }
  const { start, end } = editor.selection;
  await generate(editor, start.line, end.character === 0 ? end.line : end.line + 1, specialty);
}

/** @param {unknown} [specialty] */
async function generateFromParagraph(specialty) {
  const editor = active();
  if (!editor) {
    warn('There is nothing to make a note of. Open a transcript.');
    return;
  }
  const { document, selection } = editor;
  const isText = (/** @type {number} */ line) => line >= 0 && line < document.lineCount && !document.lineAt(line).isEmptyOrWhitespace;
  let first = selection.active.line;
  let end = first;
  while (isText(first - 1) && isText(first)) {
    first -= 1;
  }
  while (isText(end)) {
    end += 1;
  }
  await generate(editor, first, end, specialty);
}

/** @param {unknown} [specialty] */
async function generateFromDocument(specialty) {
  const editor = active();
  if (!editor) {
    warn('There is nothing to make a note of. Open a transcript.');
    return;
  }
  await generate(editor, 0, editor.document.lineCount, specialty);
}

async function chooseSpecialty() {
  const { result, error } = await rpc.request('soapNote/specialties', {}).reply;
  if (error) {
    vscode.window.showErrorMessage(error.message);
    return;
  }
  const choices = result.specialties.map((/** @type {{ id: string, name: string }} */ { id, name }) => ({ label: name, description: id, id }));
  const chosen = await vscode.window.showQuickPick([{ label: 'As the server is configured', description: '', id: '' }, ...choices], {
    title: 'Whom are notes written for?', matchOnDescription: true,
  });
  if (chosen) {
    await vscode.workspace.getConfiguration('soapnote').update('specialty', chosen.id, vscode.ConfigurationTarget.Global);
  }
}

/** Cancels the note of this document, or the only one there is. */
function cancel() {
  const running = notes.running();
  const note = running.find(({ document }) => document === active()?.document) || (running.length === 1 ? running[0] : undefined);
  if (note) {
    session.cancel(note);
  } else {
    warn('No note is being written.');
  }
}

async function retry() {
  const note = notes.of(active()?.document);
  if (!note || note.state === 'running') {
    warn('No note has failed in this document.');
  } else {
    await session.retry(note);
  }
}

/** Takes the text of a note that failed as it is: it is marked no longer. */
function keep() {
  const note = notes.of(active()?.document);
  if (!note || note.state === 'running') {
    warn('There is no incomplete note in this document.');
  } else {
    session.drop(note);
  }
}

async function showStatus() {
  const { result, error } = await rpc.request('soapNote/status', { probe: true }).reply;
  if (error) {
    vscode.window.showErrorMessage(error.message);
    return;
  }
  const { probe } = result;
  const lines = [
    `server: ${config.server()} ${result.versions.server}`,
    `engine: ${config.request().engine || result.engine}: ${result.reason}`,
    `engines: ${result.engines.join(', ')}`,
    `endpoint: ${result.endpoint || 'none'}`,
    `key: ${result.key.found ? `found in ${result.key.source || '?'}` : 'not found'}`,
    `specialty: ${config.get('specialty') || result.specialty}`,
    ...(probe ? [`probe: ${probe.message || `answered in ${probe.milliseconds || 0} ms`}`] : []),
    ...result.problems.map((/** @type {string} */ problem) => `problem: ${problem}`),
    ...notes.running().map(({ document }) => `running: ${document.fileName}: ${view.status(document)}`),
  ];
  vscode.window.showInformationMessage('SOAP Note', { modal: true, detail: lines.join('\n') });
}

/** Ends the server, so that the next note starts it with the settings and the environment of then. */
async function restartServer() {
  await rpc.stop();
  vscode.window.setStatusBarMessage('The next note starts the server again.', 15000);
}

/** The last complete note, in a new document. */
async function openLast() {
  const note = session.last();
  if (!note) {
    warn('There is no complete note yet.');
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: note.text });
  await vscode.window.showTextDocument(document, { preview: false });
}

module.exports = {
  generateFromSelection, generateFromParagraph, generateFromDocument, chooseSpecialty, cancel, retry, keep, showStatus, restartServer, openLast,
};
