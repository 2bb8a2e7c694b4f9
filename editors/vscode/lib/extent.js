// @ts-check
'use strict';
// Where a note stands in a document: offsets that move with every change. This knows nothing of the editor.

/** @typedef {{ offset: number, length: number, text: string }} Change a replacement; offsets are UTF-16 units */
/** @typedef {{ offset: number, length: number, isNote: boolean }} Piece text of ours: of the note, or blank lines around it */

/**
 * `at` after a change. What comes in exactly there goes before it.
 * @param {number} at
 * @param {Change} change
 */
function moved(at, change) {
  const end = change.offset + change.length;
  if (end <= at) {
    return at + change.text.length - change.length;
  }
  return change.offset >= at ? at : change.offset + change.text.length;
}

/**
 * What a change leaves of a piece.
 * @param {Piece} piece
 * @param {Change} change
 * @returns {Piece[]}
 */
function left(piece, change) {
  const { offset, isNote } = piece;
  const stop = offset + piece.length;
  const end = change.offset + change.length;
  const before = Math.min(stop, change.offset) - offset;
  const after = stop - Math.max(offset, end);
  if (before >= piece.length) {
    return [piece];
  }
  const parts = [];
  if (before > 0) {
    parts.push({ offset, length: before, isNote });
  }
  if (after > 0) {
    parts.push({ offset: Math.max(offset, end) + change.text.length - change.length, length: after, isNote });
  }
  return parts;
}

class Extent {
  /** @param {number} anchor in the transcript's last line */
  constructor(anchor) {
    this.anchor = anchor;
    /** Where the note's next text goes, behind what the user types there. */
    this.point = anchor;
    /**
     * Ours, in the document's order; none while nothing of the note is there.
     * @type {Piece[]}
     */
    this.pieces = [];
    /** How much of the note, in its own line ends, is there, and of which attempt. */
    this.written = 0;
    this.attempt = 0;
  }

  get isOpen() {
    return this.pieces.length > 0;
  }

  get first() {
    return this.pieces.find((piece) => piece.isNote)?.offset ?? this.point;
  }

  copy() {
    return Object.assign(new Extent(this.anchor), this, { pieces: this.pieces.map((piece) => ({ ...piece })) });
  }

  /**
   * Follows a change that somebody else made.
   * @param {Change} change
   */
  follow(change) {
    this.anchor = moved(this.anchor, change);
    this.point = moved(this.point, change);
    this.pieces = this.pieces.flatMap((piece) => left(piece, change));
  }

  /**
   * Takes note of text of ours put in at `offset`.
   * @param {number} offset
   * @param {string} before
   * @param {string} note
   * @param {string} after
   */
  open(offset, before, note, after) {
    const start = offset + before.length;
    this.point = start + note.length;
    this.pieces = [
      { offset, length: before.length, isNote: false }, { offset: start, length: note.length, isNote: true },
      { offset: this.point, length: after.length, isNote: false },
    ].filter((piece) => piece.length > 0);
  }

  /**
   * Takes note of text of the note put in at the point.
   * @param {string} text
   */
  append(text) {
    const { point } = this;
    for (const piece of this.pieces) {
      piece.offset += piece.offset >= point ? text.length : 0;
    }
    const last = this.pieces.filter((piece) => piece.offset < point).pop();
    if (last?.isNote && last.offset + last.length === point) {
      last.length += text.length;
    } else {
      this.pieces.splice(last ? this.pieces.indexOf(last) + 1 : 0, 0, { offset: point, length: text.length, isNote: true });
    }
    this.point += text.length;
  }

  close() {
    this.pieces = [];
    this.written = 0;
  }

  /**
   * What takes all of ours out, the last first.
   * @returns {Change[]}
   */
  removals() {
    return this.pieces.reduce((/** @type {Change[]} */ joined, { offset, length }) => {
      const last = joined[joined.length - 1];
      if (last && last.offset + last.length === offset) {
        last.length += length;
        return joined;
      }
      return [...joined, { offset, length, text: '' }];
    }, []).reverse();
  }

  /** Where the note stood once ours is taken out. */
  withoutNote() {
    const closed = this.copy();
    this.removals().forEach((change) => closed.follow(change));
    closed.close();
    return closed;
  }

  /**
   * What puts ours, as it stands in `text`, back into a text without it, the last first.
   * @param {string} text
   * @returns {Change[]}
   */
  insertions(text) {
    let taken = 0;
    const changes = this.pieces.map(({ offset, length }) => {
      const change = { offset: offset - taken, length: 0, text: text.slice(offset, offset + length) };
      taken += length;
      return change;
    });
    // Neighbours become one.
    return changes.reduce((/** @type {Change[]} */ joined, change) => {
      const last = joined[joined.length - 1];
      if (last?.offset === change.offset) {
        last.text += change.text;
        return joined;
      }
      return [...joined, change];
    }, []).reverse();
  }
}

/**
 * `text` after changes, the last of which comes first.
 * @param {string} text
 * @param {Change[]} changes
 */
function changed(text, changes) {
  return changes.reduce((now, { offset, length, text: added }) => now.slice(0, offset) + added + now.slice(offset + length), text);
}

/**
 * A change of `text` without what it leaves as it is at its end.
 * @param {Change} change
 * @param {string} text
 * @returns {Change}
 */
function trimmed({ offset, length, text: added }, text) {
  let same = 0;
  while (same < Math.min(length, added.length) && added[added.length - 1 - same] === text[offset + length - 1 - same]) {
    same += 1;
  }
  return { offset, length: length - same, text: added.slice(0, added.length - same) };
}

/**
 * Whether `text` can be cut at `at` without halving a character or a line end.
 * @param {string} text
 * @param {number} at
 */
function isBorder(text, at) {
  return !/^(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|\r\n)$/.test(text.slice(Math.max(0, at - 1), at + 1));
}

/**
 * The one change that makes `to` of `from`.
 * @param {string} from
 * @param {string} to
 * @returns {Change}
 */
function difference(from, to) {
  const shorter = Math.min(from.length, to.length);
  let same = 0;
  while (same < shorter && from[same] === to[same]) {
    same += 1;
  }
  while (!isBorder(from, same) || !isBorder(to, same)) {
    same -= 1;
  }
  let end = 0;
  while (end < shorter - same && from[from.length - 1 - end] === to[to.length - 1 - end]) {
    end += 1;
  }
  while (!isBorder(from, from.length - end) || !isBorder(to, to.length - end)) {
    end -= 1;
  }
  return { offset: same, length: from.length - end - same, text: to.slice(same, to.length - end) };
}

/**
 * A change of `from` as a change of `to`, as far as it has a place there.
 * @param {Change} change
 * @param {string} from
 * @param {string} to
 * @returns {Change}
 */
function transferred(change, from, to) {
  const between = difference(from, to);
  const end = between.offset + between.length;
  if (change.offset + change.length <= between.offset) {
    return change;
  }
  const shift = between.text.length - between.length;
  return change.offset >= end
    ? { ...change, offset: change.offset + shift } : { offset: end + shift, length: 0, text: change.text };
}

module.exports = { Extent, changed, difference, isBorder, transferred, trimmed };
