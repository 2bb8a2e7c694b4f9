// @ts-check
'use strict';
// The edits that put a note's text into its document, so that cursors, typing and undo stay the user's.

const vscode = require('vscode');
const { isBorder } = require('./extent');

/** @typedef {import('./extent').Change} Change */
/** @typedef {import('./extent').Extent} Extent */
/** @typedef {import('./render').Place} Place */
/** @typedef {{ changes: Change[], before: boolean, after: boolean, apply: (extent: Extent) => void, isSeen?: boolean }} Edit `before` and `after`: whether the undo step ends there */

/**
 * What is to be done next.
 * @param {Place} place
 * @returns {Edit | null}
 */
function due(place) {
  const { extent, text, attempt } = place;
  if (extent.isOpen && extent.attempt !== attempt) {
    return { changes: extent.removals(), before: false, after: false, apply: (it) => it.close() };
  }
  const eol = place.document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const added = text.slice(extent.isOpen ? extent.written : 0).replace(/\n/g, eol);
  if (added === '') {
    return null;
  }
  const written = (/** @type {Extent} */ it) => Object.assign(it, { written: text.length, attempt });
  if (extent.isOpen) {
    return { changes: [behind(place, added)], before: false, after: false, apply: (it) => { it.append(added); written(it); } };
  }
  const where = room(place, eol);
  if (!where) {
    place.lost = 'gone';
    return null;
  }
  const { offset, before, after } = where;
  return {
    changes: [{ offset, length: 0, text: before + added + after }], before: place.base === null || place.isUndone, after: false,
    apply: (it) => { it.open(offset, before, added, after); written(it); },
  };
}

/**
 * Puts text in at the point. A cursor that stands there would move along with a mere insertion, and tear apart what the
 * user is typing: then the text goes in with the character behind it, which is replaced by itself.
 * @param {Place} place
 * @param {string} text
 * @returns {Change}
 */
function behind(place, text) {
  const { extent: { point: offset }, document, seen } = place;
  const cursors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document)
    .flatMap(({ selection }) => [document.offsetAt(selection.active), document.offsetAt(selection.anchor)]);
  const length = isBorder(seen, offset + 1) ? 1 : 2;
  const isFree = offset < seen.length && !cursors.some((cursor) => cursor > offset && cursor <= offset + length);
  return (cursors.includes(offset) || place.typedTo === offset) && isFree
    ? { offset, length, text: text + seen.slice(offset, offset + length) } : { offset, length: 0, text };
}

/**
 * Where the note goes, and the blank lines that set it apart.
 * @param {Place} place
 * @param {string} eol
 */
function room(place, eol) {
  const { document, extent } = place;
  if (place.isWhole) {
    return place.seen === '' ? { offset: 0, before: '', after: eol } : null;
  }
  const { line } = document.positionAt(extent.anchor);
  if (line + 1 === document.lineCount) {
    return { offset: document.offsetAt(document.lineAt(line).range.end), before: eol + eol, after: eol };
  }
  const isBlank = document.lineAt(line + 1).isEmptyOrWhitespace;
  return { offset: document.offsetAt(new vscode.Position(line + 1, 0)), before: eol, after: isBlank ? eol : eol + eol };
}

/**
 * Makes an edit; false when the document had changed meanwhile.
 * @param {Place} place
 * @param {Edit} edit
 * @returns {Promise<boolean>}
 */
async function apply(place, edit) {
  const { document } = place;
  const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
  place.edit = edit;
  const ranges = edit.changes.map(({ offset, length }) => new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)));
  const make = (/** @type {(range: vscode.Range, text: string) => void} */ replace) => edit.changes.forEach(({ text }, index) => replace(ranges[index], text));
  try {
    if (editors.length === 0) {
      // Such an edit is an undo step of its own.
      const all = new vscode.WorkspaceEdit();
      make((range, text) => all.replace(document.uri, range, text));
      place.isSealed = true;
      place.isMixed = place.isMixed || place.extent.isOpen;
      return await vscode.workspace.applyEdit(all);
    }
    place.isMixed = place.isMixed || (place.isSealed && place.extent.isOpen);
    const putBack = cursorsAt(place, edit, editors);
    const isDone = await editors[0].edit((builder) => make((range, text) => (
      range.isEmpty ? builder.insert(range.start, text) : builder.replace(range, text)
    )), { undoStopBefore: edit.before, undoStopAfter: edit.after });
    place.isSealed = isDone ? edit.after : place.isSealed;
    putBack(isDone);
    return isDone;
  } catch (problem) {
    // The editor was hidden at this moment.
    return false;
  } finally {
    place.edit = null;
  }
}

/**
 * What puts cursors back that stand where a note begins at the very end of the document, and move along with it.
 * @param {Place} place
 * @param {Edit} edit
 * @param {readonly vscode.TextEditor[]} editors
 */
function cursorsAt(place, { changes: [{ offset, text }] }, editors) {
  const at = place.document.positionAt(offset);
  const there = place.extent.isOpen ? [] : editors.filter(({ selection }) => (
    selection.isEmpty && selection.active.isEqual(at) && at.character > 0));
  return (/** @type {boolean} */ isDone) => there.forEach((editor) => {
    const moved = place.document.positionAt(offset + text.length);
    if (isDone && editor.selection.isEmpty && editor.selection.active.isEqual(moved)) {
      editor.selection = new vscode.Selection(at, at);
    }
  });
}

module.exports = { apply, due };
