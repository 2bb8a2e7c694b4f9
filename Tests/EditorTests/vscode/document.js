// @ts-check
'use strict';
// Documents, as the extension sees them: where the text is, a while away.

const { EventEmitter, Position, Range, Uri } = require('./values');

/** Milliseconds from the editor to the extension and back. */
const LATENCY = 2;

const inOrder = () => {
  const queue = [];
  return (deliver) => {
    queue.push(deliver);
    setTimeout(() => queue.shift()(), LATENCY);
  };
};
const toExtension = inOrder();
const toEditor = inOrder();

/** What the editor answers to `ask`. */
const call = (ask) => new Promise((resolve, reject) => {
  toEditor(async () => {
    try {
      const answer = await ask();
      toExtension(() => resolve(answer));
    } catch (problem) {
      toExtension(() => reject(problem));
    }
  });
});

const events = Object.fromEntries([
  'changeText', 'closeText', 'willSave', 'changeConfiguration', 'visible', 'active', 'select',
].map((name) => [name, new EventEmitter()]));
const documents = new Map();

class TextDocument {
  #model;
  #text;
  #starts = null;
  constructor(model) {
    this.#model = model;
    this.#text = model.text;
    const [scheme, path] = [model.uri.split(':')[0], model.uri.slice(model.uri.indexOf(':') + 1)];
    this.uri = new Uri(scheme, path);
    this.fileName = path;
    this.languageId = 'plaintext';
    this.version = model.version;
    this.isClosed = false;
    this.isDirty = false;
    documents.set(model, this);
    model.onChange = (changes, reason) => {
      const { text, version } = model;
      toExtension(() => {
        const before = this.#text;
        const starts = this.starts;
        const at = (offset) => position(starts, before, offset);
        [this.#text, this.#starts, this.version] = [text, null, version];
        this.isDirty = model.isDirty;
        events.changeText.fire({ document: this, reason, contentChanges: changes.map(({ offset, length, text: added }) => ({
          range: new Range(at(offset), at(offset + length)), rangeOffset: offset, rangeLength: length, text: added,
        })) });
      });
    };
  }

  get model() { return this.#model; }
  get isUntitled() { return this.uri.scheme === 'untitled'; }
  get eol() { return this.#model.eol === '\r\n' ? 2 : 1; }
  get starts() {
    if (!this.#starts) {
      this.#starts = [0];
      for (let at = this.#text.indexOf('\n'); at >= 0; at = this.#text.indexOf('\n', at + 1)) {
        this.#starts.push(at + 1);
      }
    }
    return this.#starts;
  }
  get lineCount() { return this.starts.length; }
  getText(range) {
    return range ? this.#text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.#text;
  }
  lineAt(where) {
    const line = typeof where === 'number' ? where : where.line;
    if (!(line >= 0 && line < this.lineCount)) {
      throw new Error('Illegal value for `line`');
    }
    const stop = line + 1 < this.lineCount ? this.starts[line + 1] - this.#model.eol.length : this.#text.length;
    const text = this.#text.slice(this.starts[line], stop);
    return {
      text, lineNumber: line, isEmptyOrWhitespace: !/\S/.test(text),
      range: new Range(new Position(line, 0), new Position(line, text.length)),
    };
  }
  offsetAt({ line, character }) {
    return line >= this.lineCount ? this.#text.length : this.starts[line] + Math.min(character, this.lineAt(line).text.length);
  }
  positionAt(offset) { return position(this.starts, this.#text, offset); }
}

function position(starts, text, offset) {
  const at = Math.max(0, Math.min(offset, text.length));
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    [low, high] = starts[middle] <= at ? [middle, high] : [low, middle - 1];
  }
  const isInLineEnd = text[at] === '\n' && text[at - 1] === '\r';
  return new Position(low, at - starts[low] - (isInLineEnd ? 1 : 0));
}

module.exports = { TextDocument, call, documents, events, toEditor, toExtension };
