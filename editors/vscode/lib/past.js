// @ts-check
'use strict';
// Where a note stood in texts that an undo or a redo may bring back. The texts themselves are not kept.

const crypto = require('crypto');

/** @typedef {import('./extent').Extent} Extent */

const digest = (/** @type {string} */ text) => crypto.createHash('sha256').update(text, 'utf16le').digest('base64');

class Past {
  constructor() {
    /** @type {Map<string, Extent>} */
    this.known = new Map();
  }

  /**
   * @param {string} text
   * @param {Extent} extent
   */
  keep(text, extent) {
    this.known.set(digest(text), extent.copy());
  }

  /**
   * Where the note stood in `text`, if that is known.
   * @param {string} text
   */
  find(text) {
    return this.known.get(digest(text))?.copy();
  }

  clear() {
    this.known.clear();
  }
}

module.exports = { Past };
