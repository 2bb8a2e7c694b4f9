// @ts-check
'use strict';
// Makes the whole note one undo step of its own, and undoes it, once the user has undone the last of several: what was
// typed while the note came divides it, and shares steps with it. Only an undo of the user's starts this: then the editor
// has the focus, and the note has been complete or given up for as long as he likes.

const vscode = require('vscode');
const edits = require('./edit');
const { changed, difference, transferred } = require('./extent');

/** @typedef {import('./extent').Change} Change */
/** @typedef {import('./extent').Extent} Extent */
/** @typedef {import('./render').Place} Place */
/** @typedef {{ hasBase: boolean, typed: { change: Change, text: string }[] }} Rebase whether the text before the note was seen; what was typed meanwhile, and into what */

/**
 * Goes back to before the note, and makes the user's changes in one step and the note in another.
 * @param {Place} place
 * @param {string} text before the undo
 * @param {Extent} extent in it
 */
async function rebase(place, text, extent) {
  const { base, document } = place;
  const rest = changed(text, extent.removals());
  const closed = extent.withoutNote();
  if (place.seen === base && rest === base) {
    return;
  }
  /** @type {Rebase} */
  const state = { hasBase: place.seen === base, typed: [] };
  const step = async (/** @type {string} */ command) => {
    const { version } = document;
    if (vscode.window.activeTextEditor?.document !== document) {
      return false;
    }
    await vscode.commands.executeCommand(command);
    return document.version !== version && state.typed.length === 0;
  };
  place.rebasing = state;
  let isGoing = true;
  while (isGoing && !state.hasBase) {
    isGoing = await step('undo');
  }
  // He may have undone more meanwhile.
  while (isGoing && place.seen !== base) {
    isGoing = await step('redo');
  }
  if (state.typed.length > 0 || place.seen === base) {
    const isUndisturbed = await become(place, rest, closed, state);
    place.past.clear();
    place.past.keep(rest, closed);
    place.past.keep(text, extent);
    if (isUndisturbed) {
      const changes = extent.insertions(text);
      const isBack = await edits.apply(place, { changes, before: true, after: true, apply: (it) => { Object.assign(it, extent.copy()); } });
      await (isBack && state.typed.length === 0 && step('undo'));
    }
  }
  place.isMixed = false;
  place.rebasing = null;
  place.onChange();
}

/**
 * Makes the document say `text`, and what the user typed meanwhile; false if he did.
 * @param {Place} place
 * @param {string} text
 * @param {Extent} closed
 * @param {Rebase} state
 */
async function become(place, text, closed, state) {
  let isUndisturbed = true;
  let wanted = text;
  for (let tries = 0; tries < 50; tries += 1) {
    for (const typed of state.typed.splice(0)) {
      wanted = changed(wanted, [transferred(typed.change, typed.text, wanted)]);
      isUndisturbed = false;
    }
    const edit = {
      changes: [difference(place.seen, wanted)], before: true, after: true,
      apply: (/** @type {Extent} */ it) => { Object.assign(it, closed.copy()); },
    };
    if (place.seen === wanted || await edits.apply(place, edit)) {
      break;
    }
  }
  return isUndisturbed && state.typed.length === 0;
}

module.exports = { rebase };
