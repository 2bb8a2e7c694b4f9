// @ts-check
'use strict';
// The small classes of the module `vscode`.

class Position {
  constructor(line, character) { this.line = line; this.character = character; }
  isEqual(other) { return this.line === other.line && this.character === other.character; }
  isBefore(other) { return this.line < other.line || (this.line === other.line && this.character < other.character); }
}

class Range {
  constructor(start, end) { [this.start, this.end] = end.isBefore(start) ? [end, start] : [start, end]; }
  get isEmpty() { return this.start.isEqual(this.end); }
}

class Selection extends Range {
  constructor(anchor, active) { super(anchor, active); this.anchor = anchor; this.active = active; }
}

class Disposable {
  constructor(dispose) { this.dispose = dispose; }
  static from(...all) { return new Disposable(() => all.forEach((one) => one.dispose())); }
}

class ThemeColor {
  constructor(id) { this.id = id; }
}

class Uri {
  constructor(scheme, path) { this.scheme = scheme; this.path = path; this.fsPath = path; }
  toString() { return `${this.scheme}:${this.path}`; }
}

class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener) => {
      this.listeners.add(listener);
      return new Disposable(() => this.listeners.delete(listener));
    };
  }
  fire(event) { [...this.listeners].forEach((listener) => listener(event)); }
}

class WorkspaceEdit {
  constructor() { this.edits = []; }
  replace(uri, range, text) { this.edits.push({ uri, range, text }); }
}

module.exports = { Position, Range, Selection, Disposable, ThemeColor, Uri, EventEmitter, WorkspaceEdit };
