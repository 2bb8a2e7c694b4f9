// @ts-check
'use strict';
// The part of the editor that the extension does not see: texts with versions and an undo stack, and editors with cursors.
// Modelled on the published editor core: what ends an undo step, what becomes of cursors, which edits are refused.

/** @typedef {{ offset: number, length: number, text: string }} Change */

class Model {
  /**
   * @param {string} uri
   * @param {string} text
   */
  constructor(uri, text) {
    this.uri = uri;
    this.eol = text.includes('\r\n') ? '\r\n' : '\n';
    this.text = text;
    this.version = 1;
    /** Comes back with an undo. */
    this.alternative = 1;
    this.saved = 1;
    this.isReadOnly = false;
    /** @type {{ from: string, to: string, before: number, after: number, isOpen: boolean }[]} */
    this.past = [];
    /** @type {Model['past']} */
    this.future = [];
    /** @type {Set<Pane>} */
    this.panes = new Set();
    /** @type {(changes: Change[], reason?: number) => void} */
    this.onChange = () => {};
  }

  get isDirty() {
    return this.alternative !== this.saved;
  }

  stop() {
    const last = this.past[this.past.length - 1];
    if (last) {
      last.isOpen = false;
    }
  }

  /**
   * @param {Change[]} changes the last one first
   * @param {number} [reason]
   */
  change(changes, reason) {
    const moved = new Set();
    for (const { offset, length, text } of changes) {
      this.text = this.text.slice(0, offset) + text + this.text.slice(offset + length);
      this.panes.forEach((pane) => pane.move({ offset, length, text }) && moved.add(pane));
    }
    this.version += 1;
    this.onChange(changes, reason);
    moved.forEach((pane) => pane.onMove());
  }

  /** @param {Change[]} changes */
  edit(changes) {
    const normal = changes.map((change) => ({ ...change, text: change.text.replace(/\r\n|\r|\n/g, this.eol) }));
    const from = this.text;
    const before = this.alternative;
    this.change(normal.sort((a, b) => b.offset - a.offset));
    this.alternative = this.version;
    const last = this.past[this.past.length - 1];
    if (last?.isOpen) {
      Object.assign(last, { to: this.text, after: this.alternative });
    } else {
      this.past.push({ from, to: this.text, before, after: this.alternative, isOpen: true });
    }
    this.future = [];
  }

  /**
   * Makes an edit of an extension's, unless the text is no more what it was; `before` and `after`: the undo step ends there.
   * @param {number} version
   * @param {Change[]} changes
   * @param {boolean} before
   * @param {boolean} after
   * @returns {boolean | Promise<boolean>}
   */
  apply(version, changes, before, after) {
    if (version !== this.version) {
      return false;
    }
    // An editor that is read-only makes no change, and says nothing of it.
    if (changes.length > 0 && !this.isReadOnly) {
      if (before) { this.stop(); }
      this.edit(changes);
      if (after) { this.stop(); }
    }
    return true;
  }

  pane() {
    return new Pane(this);
  }

  undo() {
    const step = this.past.pop();
    if (step) {
      step.isOpen = false;
      this.future.push(step);
      this.become(step.from, step.before, 1);
    }
  }

  redo() {
    const step = this.future.pop();
    if (step) {
      this.past.push(step);
      this.become(step.to, step.after, 2);
    }
  }

  /**
   * @param {string} text
   * @param {number} alternative
   * @param {number} reason
   */
  become(text, alternative, reason) {
    const from = this.text;
    let same = 0;
    while (same < Math.min(from.length, text.length) && from[same] === text[same]) {
      same += 1;
    }
    let end = 0;
    while (end < Math.min(from.length, text.length) - same && from[from.length - 1 - end] === text[text.length - 1 - end]) {
      end += 1;
    }
    this.change([{ offset: same, length: from.length - end - same, text: text.slice(same, text.length - end) }], reason);
    this.alternative = alternative;
  }
}

/** An editor: a view of a model with a cursor. */
class Pane {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.cursor = 0;
    this.anchor = 0;
    /**
     * What the user typed last here.
     * @type {'' | 'text' | 'first space' | 'space'}
     */
    this.typed = '';
    this.isTyping = false;
    /** @type {() => void} */
    this.onMove = () => {};
    model.panes.add(this);
  }

  /**
   * Moves the cursor with a change. It goes along with what comes in right at it, but not with what replaces the text behind it.
   * @param {Change} change
   */
  move({ offset, length, text }) {
    const moved = (/** @type {number} */ at) => (offset + length <= at ? at + text.length - length : Math.min(at, offset));
    const { cursor, anchor } = this;
    this.cursor = moved(cursor);
    this.anchor = moved(anchor);
    this.typed = this.isTyping ? this.typed : '';
    return cursor !== this.cursor || anchor !== this.anchor;
  }

  /**
   * False if the text is not that for which the place was meant.
   * @param {number} cursor
   * @param {number} [anchor]
   * @param {number} [version]
   */
  go(cursor, anchor = cursor, version = this.model.version) {
    if (version !== this.model.version) {
      return false;
    }
    this.cursor = cursor;
    this.anchor = anchor;
    this.typed = '';
    this.onMove();
    return true;
  }

  /**
   * Deletes the line of the place, by the user's command; false if the text is not that for which it was meant.
   * @param {number} place
   * @param {number} [version]
   */
  deleteLine(place, version) {
    if (!this.go(place, place, version)) {
      return false;
    }
    const { model, cursor } = this;
    const start = model.text.lastIndexOf('\n', cursor - 1) + 1;
    const next = model.text.indexOf('\n', cursor) + 1;
    model.stop();
    model.edit([{ offset: start, length: (next || model.text.length) - start, text: '' }]);
    model.stop();
    return true;
  }

  /**
   * Types one character, with the undo stops of the real core: before Enter, and where words and other keys change.
   * @param {string} key
   */
  type(key) {
    if (this.model.isReadOnly) {
      return;
    }
    const isSpace = key === ' ';
    const kind = isSpace ? (this.typed.includes('space') ? 'space' : 'first space') : 'text';
    const isSame = (this.typed === 'first space') || (this.typed !== '' && this.typed.includes('space') === isSpace);
    if (key === '\n' || !isSame) {
      this.model.stop();
    }
    this.isTyping = true;
    const start = Math.min(this.cursor, this.anchor);
    this.model.edit([{ offset: start, length: Math.abs(this.cursor - this.anchor), text: key }]);
    this.isTyping = false;
    this.typed = kind;
  }

  close() {
    this.model.panes.delete(this);
  }
}

module.exports = { Model, Pane };
