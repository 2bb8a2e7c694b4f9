// @ts-check
'use strict';
// How a note's place follows what happens in its document: edits of our own, and what others do.

const vscode = require('vscode');
const { difference, trimmed } = require('./extent');
const undo = require('./undo');

/** @typedef {import('./extent').Change} Change */
/** @typedef {import('./render').Place} Place */

/**
 * @param {Place} place
 * @param {vscode.TextDocumentChangeEvent} event
 */
function follow(place, event) {
  const before = place.seen;
  const changes = event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({ offset: rangeOffset, length: rangeLength, text }));
  place.seen = place.document.getText();
  if (place.document.eol !== place.eol) {
    convert(place, before);
  } else if (place.edit && !event.reason && JSON.stringify(place.edit.changes) === JSON.stringify(changes)) {
    if (place.edit.before && (place.base === null || (place.isUndone && before !== place.base))) {
      place.base = before;
    }
    place.isMixed = place.isMixed && !place.isUndone;
    place.isUndone = false;
    if (place.base !== null && (place.edit.before || place.isSealed || place.isDivided)) {
      place.past.keep(before, place.extent);
    }
    place.isDivided = false;
    place.edit.apply(place.extent);
    place.edit.isSeen = true;
  } else if (changes.length > 0) {
    if (place.base !== null) {
      place.past.keep(before, place.extent);
    }
    place.isDivided = true;
    place.isMixed = place.isMixed || (place.base !== null && !place.isFinished);
    take(place, changes, before, event.reason);
  }
  place.onChange();
}

/**
 * @param {Place} place
 * @param {Change[]} changes
 * @param {string} before
 * @param {vscode.TextDocumentChangeReason | undefined} reason
 */
function take(place, changes, before, reason) {
  const known = reason && place.past.find(place.seen);
  const earlier = place.extent.copy();
  if (known) {
    place.extent = known;
  } else {
    place.isHit = !reason && earlier.isOpen && changes.some((change) => hits(place, change, before));
    changes.forEach((change) => place.extent.follow(trimmed(change, before)));
  }
  const [{ offset, text }] = changes;
  place.typedTo = offset + text.length;
  place.isUndone = reason === vscode.TextDocumentChangeReason.Undo && !place.extent.isOpen;
  if (place.rebasing) {
    place.rebasing.hasBase = place.rebasing.hasBase || place.seen === place.base;
    if (!reason) {
      place.rebasing.typed.push({ change: difference(before, place.seen), text: before });
    }
  } else if (reason === vscode.TextDocumentChangeReason.Undo && place.isFinished && place.isMixed && place.extent.written < earlier.written) {
    undo.rebase(place, before, earlier);
  } else if (place.isHit || (!known && earlier.isOpen && !place.extent.pieces.some((piece) => piece.isNote))) {
    place.lost = place.lost || 'gone';
  } else {
    place.pump();
  }
}

/**
 * Whether a change takes away the point, or the line up to it.
 * @param {Place} place
 * @param {Change} change
 * @param {string} text
 */
function hits(place, { offset, length }, text) {
  const { point } = place.extent;
  const line = text.lastIndexOf('\n', point - 1) + 1;
  return length > 0 && offset < point && (offset + length > point || (offset <= line && offset + length === point));
}

/**
 * Follows a change of all line ends.
 * @param {Place} place
 * @param {string} before
 */
function convert(place, before) {
  const size = place.document.eol === vscode.EndOfLine.CRLF ? 1 : -1;
  const now = (/** @type {number} */ at) => at + size * before.slice(0, at).split('\n').length - size;
  const { extent } = place;
  extent.anchor = now(extent.anchor);
  extent.point = now(extent.point);
  extent.pieces = extent.pieces.map(({ offset, length, isNote }) => ({ offset: now(offset), length: now(offset + length) - now(offset), isNote }));
  place.eol = place.document.eol;
}

module.exports = { follow };
