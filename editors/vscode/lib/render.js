// @ts-check
'use strict';
// A note's text in a document, at a place of its own that moves with what the user types. Edits go one after another;
// one that comes too late, because the user was faster, is worked out anew.

const vscode = require('vscode');
const edits = require('./edit');
const { Extent } = require('./extent');
const following = require('./follow');
const { Past } = require('./past');

/**
 * Places that follow what happens in their documents.
 * @type {Set<Place>}
 */
const places = new Set();

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
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
     * @type {import('./edit').Edit | null}
     */
    this.edit = null;
    /** @type {Promise<void> | null} */
    this.pumping = null;
    /** The document's text as we know it, and where the note stood in earlier ones that an undo can bring back. */
    this.seen = document.getText();
    this.eol = document.eol;
    this.past = new Past();
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
      return !this.lost && !this.isFinished && edits.due(this) ? this.pump() : undefined;
    });
    return this.pumping;
  }

  async write() {
    // What comes within a turn goes in together.
    await null;
    for (let refused = 0; !this.lost && !this.isFinished;) {
      const edit = edits.due(this);
      if (!edit) {
        return;
      }
      const { version } = this.document;
      const isDone = await edits.apply(this, edit);
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
  places.forEach((place) => place.document === event.document && following.follow(place, event));
}

module.exports = { Place, follow, unix };
