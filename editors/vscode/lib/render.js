// @ts-check
'use strict';
// A note's text in a document, at a place of its own that moves with what the user types. Edits go one after another;
// one that comes too late, because the user was faster, is worked out anew.

const crypto = require('crypto');
const vscode = require('vscode');
const { Extent, difference, isBorder, trimmed } = require('./extent');
const undo = require('./undo');

/** @typedef {import('./extent').Change} Change */
/** @typedef {{ changes: Change[], before: boolean, after: boolean, apply: (extent: Extent) => void, isSeen?: boolean }} Edit `before` and `after`: whether the undo step ends there */

/**
 * Places that follow what happens in their documents.
 * @type {Set<Place>}
 */
const places = new Set();

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const digest = (/** @type {string} */ text) => crypto.createHash('sha256').update(text, 'utf16le').digest('base64');
const unix = (/** @type {string} */ text) => text.replace(/\r\n?/g, '\n');

class Place {
  /**
   * A place below `line` of `document`, or in the whole of it where that is null.
   * @param {vscode.TextDocument} document
   * @param {number | null} line
   */
  constructor(document, line) {
    this.document = document;
    this.isWhole = line === null;
    this.extent = new Extent(line === null ? 0 : document.offsetAt(new vscode.Position(line, 0)));
    /** The note's text so far, with \n for all line ends. */
    this.text = '';
    /** Its last character was a CR, which is a line's end already: a LF that follows belongs to it. */
    this.endsInCR = false;
    this.attempt = 0;
    this.isComplete = false;
    this.isFinished = false;
    /** There is no telling any more where the note belongs, and why. */
    this.lost = '';
    /** Who is told when what is to be seen has changed. */
    this.onChange = () => {};
    /**
     * The edit under way, and the promise of all that are due.
     * @type {Edit | null}
     */
    this.edit = null;
    /** @type {Promise<void> | null} */
    this.pumping = null;
    /** The document's text as we know it, and where the note stood in earlier ones that an undo can bring back. */
    this.seen = document.getText();
    this.eol = document.eol;
    /** @type {Map<string, Extent>} */
    this.past = new Map();
    /**
     * The document without the note; the note is more than one undo step; the last edit's step is closed.
     * @type {string | null}
     */
    this.base = null;
    this.isMixed = false;
    this.isSealed = false;
    /** The user's was the last change: an undo may bring back the text that it left. */
    this.isDivided = false;
    /** An undo of the user's took all of the note out. */
    this.isUndone = false;
    /** The user deleted the line that was being written. */
    this.isHit = false;
    /** Where the user's last change ended, when it was made. */
    this.typedTo = -1;
    /** @type {import('./undo').Rebase | null} */
    this.rebasing = null;
    places.add(this);
  }

  // What others did ---------------------------------------------------------------------------------------------------

  /** @param {vscode.TextDocumentChangeEvent} event */
  follow(event) {
    const before = this.seen;
    const changes = event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({ offset: rangeOffset, length: rangeLength, text }));
    this.seen = this.document.getText();
    if (this.document.eol !== this.eol) {
      this.convert(before);
    } else if (this.edit && !event.reason && JSON.stringify(this.edit.changes) === JSON.stringify(changes)) {
      if (this.edit.before && (this.base === null || (this.isUndone && before !== this.base))) {
        this.base = before;
      }
      this.isMixed = this.isMixed && !this.isUndone;
      this.isUndone = false;
      this.remember(before, this.edit.before || this.isSealed || this.isDivided);
      this.isDivided = false;
      this.edit.apply(this.extent);
      this.edit.isSeen = true;
    } else if (changes.length > 0) {
      this.remember(before, true);
      this.isDivided = true;
      this.isMixed = this.isMixed || (this.base !== null && !this.isFinished);
      this.take(changes, before, event.reason);
    }
    this.onChange();
  }

  /**
   * Forgets the past but for these texts.
   * @param {[string, Extent][]} known
   */
  recall(known) {
    this.past = new Map(known.map(([text, extent]) => [digest(text), extent]));
  }

  /**
   * Keeps where the note stood in a text that an undo or a redo may bring back.
   * @param {string} text
   * @param {boolean} isBorder
   */
  remember(text, isBorder) {
    if (isBorder && this.base !== null) {
      const key = digest(text);
      this.past.delete(key);
      this.past.set(key, this.extent.copy());
    }
  }

  /**
   * @param {Change[]} changes
   * @param {string} before
   * @param {vscode.TextDocumentChangeReason | undefined} reason
   */
  take(changes, before, reason) {
    const known = reason && this.past.get(digest(this.seen));
    const earlier = this.extent.copy();
    if (known) {
      this.extent = known.copy();
    } else {
      this.isHit = !reason && earlier.isOpen && changes.some((change) => this.hits(change, before));
      changes.forEach((change) => this.extent.follow(trimmed(change, before)));
    }
    const [{ offset, text }] = changes;
    this.typedTo = offset + text.length;
    this.isUndone = reason === vscode.TextDocumentChangeReason.Undo && !this.extent.isOpen;
    if (this.rebasing) {
      this.rebasing.hasBase = this.rebasing.hasBase || this.seen === this.base;
      if (!reason) {
        this.rebasing.typed.push({ change: difference(before, this.seen), text: before });
      }
    } else if (reason === vscode.TextDocumentChangeReason.Undo && this.isFinished && this.isMixed && this.extent.written < earlier.written) {
      undo.rebase(this, before, earlier);
    } else if (this.isHit || (!known && earlier.isOpen && !this.extent.pieces.some((piece) => piece.isNote))) {
      this.lost = this.lost || 'gone';
    } else {
      this.pump();
    }
  }

  /**
   * Whether a change takes away the point, or the line up to it.
   * @param {Change} change
   * @param {string} text
   */
  hits({ offset, length }, text) {
    const { point } = this.extent;
    const line = text.lastIndexOf('\n', point - 1) + 1;
    return length > 0 && offset < point && (offset + length > point || (offset <= line && offset + length === point));
  }

  /**
   * Follows a change of all line ends.
   * @param {string} before
   */
  convert(before) {
    const size = this.document.eol === vscode.EndOfLine.CRLF ? 1 : -1;
    const now = (/** @type {number} */ at) => at + size * before.slice(0, at).split('\n').length - size;
    const { extent } = this;
    extent.anchor = now(extent.anchor);
    extent.point = now(extent.point);
    extent.pieces = extent.pieces.map(({ offset, length, isNote }) => ({ offset: now(offset), length: now(offset + length) - now(offset), isNote }));
    this.eol = this.document.eol;
  }

  // Writing -----------------------------------------------------------------------------------------------------------

  /**
   * Appends text to the note.
   * @param {string} text
   */
  append(text) {
    const rest = this.endsInCR && text.startsWith('\n') ? text.slice(1) : text;
    this.endsInCR = text === '' ? this.endsInCR : text.endsWith('\r');
    this.text += unix(rest);
    this.pump();
  }

  /** Takes the text out again, as if none had come. */
  clear() {
    this.text = '';
    this.endsInCR = false;
    this.attempt += 1;
    return this.pump();
  }

  /**
   * Puts into the document what is due. The promise is kept when all is there, or the place is lost.
   * @returns {Promise<void>}
   */
  pump() {
    this.pumping = this.pumping || this.write().finally(() => {
      this.pumping = null;
      return !this.lost && !this.isFinished && this.due() ? this.pump() : undefined;
    });
    return this.pumping;
  }

  async write() {
    // What comes within a turn goes in together.
    await null;
    for (let refused = 0; !this.lost && !this.isFinished;) {
      const edit = this.due();
      if (!edit) {
        return;
      }
      const { version } = this.document;
      const isDone = await this.apply(edit);
      if (isDone && !edit.isSeen) {
        this.lost = this.document.version === version ? 'read-only' : 'gone';
      } else if (!isDone) {
        refused += 1;
        this.lost = this.lost || (this.document.isClosed || refused > 2000 ? 'gone' : '');
        await pause(2);
      } else {
        refused = 0;
        // Nobody sees a hidden document, and each edit of it is an undo step.
        await (this.isSealed && pause(100));
      }
    }
  }

  /**
   * What is to be done next.
   * @returns {Edit | null}
   */
  due() {
    const { extent, text, attempt } = this;
    if (extent.isOpen && extent.attempt !== attempt) {
      return { changes: extent.removals(), before: false, after: false, apply: (it) => it.close() };
    }
    const eol = this.document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    const added = text.slice(extent.isOpen ? extent.written : 0).replace(/\n/g, eol);
    if (added === '') {
      return null;
    }
    const written = (/** @type {Extent} */ it) => Object.assign(it, { written: text.length, attempt });
    if (extent.isOpen) {
      return { changes: [this.behind(added)], before: false, after: false, apply: (it) => { it.append(added); written(it); } };
    }
    const room = this.room(eol);
    if (!room) {
      this.lost = 'gone';
      return null;
    }
    const { offset, before, after } = room;
    return {
      changes: [{ offset, length: 0, text: before + added + after }], before: this.base === null || this.isUndone, after: false,
      apply: (it) => { it.open(offset, before, added, after); written(it); },
    };
  }

  /**
   * Puts text in at the point. A cursor that stands there would move along with a mere insertion, and tear apart what the
   * user is typing: then the text goes in with the character behind it, which is replaced by itself.
   * @param {string} text
   * @returns {Change}
   */
  behind(text) {
    const { extent: { point: offset }, document, seen } = this;
    const cursors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document)
      .flatMap(({ selection }) => [document.offsetAt(selection.active), document.offsetAt(selection.anchor)]);
    const length = isBorder(seen, offset + 1) ? 1 : 2;
    const isFree = offset < seen.length && !cursors.some((cursor) => cursor > offset && cursor <= offset + length);
    return (cursors.includes(offset) || this.typedTo === offset) && isFree
      ? { offset, length, text: text + seen.slice(offset, offset + length) } : { offset, length: 0, text };
  }

  /**
   * Where the note goes, and the blank lines that set it apart.
   * @param {string} eol
   */
  room(eol) {
    const { document, extent } = this;
    if (this.isWhole) {
      return this.seen === '' ? { offset: 0, before: '', after: eol } : null;
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
   * @param {Edit} edit
   * @returns {Promise<boolean>}
   */
  async apply(edit) {
    const { document } = this;
    const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
    this.edit = edit;
    const ranges = edit.changes.map(({ offset, length }) => new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)));
    const make = (/** @type {(range: vscode.Range, text: string) => void} */ replace) => edit.changes.forEach(({ text }, index) => replace(ranges[index], text));
    try {
      if (editors.length === 0) {
        // Such an edit is an undo step of its own.
        const all = new vscode.WorkspaceEdit();
        make((range, text) => all.replace(document.uri, range, text));
        this.isSealed = true;
        this.isMixed = this.isMixed || this.extent.isOpen;
        return await vscode.workspace.applyEdit(all);
      }
      this.isMixed = this.isMixed || (this.isSealed && this.extent.isOpen);
      const putBack = this.cursorsAt(edit, editors);
      const isDone = await editors[0].edit((builder) => make((range, text) => (
        range.isEmpty ? builder.insert(range.start, text) : builder.replace(range, text)
      )), { undoStopBefore: edit.before, undoStopAfter: edit.after });
      this.isSealed = isDone ? edit.after : this.isSealed;
      putBack(isDone);
      return isDone;
    } catch (problem) {
      // The editor was hidden at this moment.
      return false;
    } finally {
      this.edit = null;
    }
  }

  /**
   * What puts cursors back that stand where a note begins at the very end of the document, and move along with it.
   * @param {Edit} edit
   * @param {readonly vscode.TextEditor[]} editors
   */
  cursorsAt({ changes: [{ offset, text }] }, editors) {
    const at = this.document.positionAt(offset);
    const there = this.extent.isOpen ? [] : editors.filter(({ selection }) => (
      selection.isEmpty && selection.active.isEqual(at) && at.character > 0));
    return (/** @type {boolean} */ isDone) => there.forEach((editor) => {
      const moved = this.document.positionAt(offset + text.length);
      if (isDone && editor.selection.isEmpty && editor.selection.active.isEqual(moved)) {
        editor.selection = new vscode.Selection(at, at);
      }
    });
  }

  // The end -----------------------------------------------------------------------------------------------------------

  /**
   * Ends the writing.
   * @param {boolean} isComplete
   */
  finish(isComplete) {
    this.isFinished = true;
    this.isComplete = isComplete;
    if (isComplete && !this.isMixed) {
      this.forget();
    }
    this.onChange();
  }

  /** Follows the document no more. */
  forget() {
    places.delete(this);
    this.past.clear();
  }

  /** Whether text of the note is in the document. */
  get isShown() {
    return places.has(this) && this.extent.isOpen;
  }

  /** Whether the note in the document is the one that came. */
  get isUnchanged() {
    const { extent, text } = this;
    return extent.written === text.length && unix(this.seen.slice(extent.first, extent.point)) === text;
  }

  /**
   * What is to be marked: all that is there of a note that is not complete.
   * @returns {[number, number] | null}
   */
  get stretch() {
    const { extent } = this;
    const isWhole = this.isComplete && extent.written === this.text.length && extent.attempt === this.attempt;
    return this.isShown && !isWhole ? [extent.first, extent.point] : null;
  }

  /** The line below which the note belongs; null for a document that is the note's alone. */
  get line() {
    return this.isWhole ? null : this.document.positionAt(this.extent.anchor).line;
  }
}

/** @param {vscode.TextDocumentChangeEvent} event */
function follow(event) {
  places.forEach((place) => place.document === event.document && place.follow(event));
}

module.exports = { Place, follow, unix };
