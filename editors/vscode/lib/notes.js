// @ts-check
'use strict';
// The notes that run, or stand in a document incomplete.

/**
 * @typedef {object} Note
 * @property {string} transcript
 * @property {string} specialty
 * @property {import('vscode').TextDocument} document
 * @property {import('./render').Place} place
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

/** @type {Note[]} */
let notes = [];

const here = (/** @type {import('vscode').TextDocument} */ document) => notes.filter((note) => note.document === document);
const running = () => notes.filter((note) => note.state === 'running');

/**
 * The note that runs in `document`, else the incomplete one that stands there.
 * @param {import('vscode').TextDocument | undefined} document
 * @returns {Note | undefined}
 */
function of(document) {
  const found = notes.filter((note) => note.document === document && note.state !== 'done');
  return found.find((note) => note.state === 'running') || found.pop();
}

/** @param {Note} note */
function add(note) {
  notes.push(note);
}

/** @param {Note} note */
function remove(note) {
  notes = notes.filter((other) => other !== note);
}

module.exports = { add, has: (/** @type {Note} */ note) => notes.includes(note), here, of, remove, running };
