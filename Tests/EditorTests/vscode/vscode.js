// @ts-check
'use strict';
// A stand-in for the module `vscode`: what the extension uses of it, after the published vscode.d.ts. As in the real one,
// the extension is not where the text is. Everything takes a while each way, in order; an edit is refused when the document
// has changed since the extension saw it; and only an editor that is seen can be edited through.

const fs = require('fs');
const { Model } = require('./core');
const { TextDocument, call, documents, events, toEditor, toExtension } = require('./document');
const { Position, Range, Selection, Disposable, ThemeColor, Uri, EventEmitter, WorkspaceEdit } = require('./values');

class TextEditor {
  #pane;
  #selection = null;
  constructor(pane) {
    this.#pane = pane;
    this.document = documents.get(pane.model);
    this.isDisposed = false;
    this.decorations = new Map();
    this.viewColumn = 1;
    this.see();
    pane.onMove = () => {
      const { cursor, anchor } = pane;
      toExtension(() => {
        this.see(cursor, anchor);
        events.select.fire({ textEditor: this, selections: [this.selection], kind: undefined });
      });
    };
  }
  get pane() { return this.#pane; }
  see(cursor = this.#pane.cursor, anchor = this.#pane.anchor) {
    this.#selection = new Selection(this.document.positionAt(anchor), this.document.positionAt(cursor));
  }
  get selection() { return this.#selection; }
  get selections() { return [this.#selection]; }
  set selection(value) {
    this.#selection = value;
    const [cursor, anchor] = [this.document.offsetAt(value.active), this.document.offsetAt(value.anchor)];
    toEditor(() => this.#pane.go(cursor, anchor));
  }
  setDecorations(type, ranges) {
    if (type.isDisposed) {
      throw new Error('The decoration type has been disposed of.');
    }
    this.decorations.set(type, ranges.map((range) => (range.range ? range : { range })));
  }
  edit(callback, { undoStopBefore = true, undoStopAfter = true } = {}) {
    if (this.isDisposed) {
      return Promise.reject(new Error('TextEditor#edit not possible on closed editors'));
    }
    const { document } = this;
    const changes = [];
    const add = (range, text) => changes.push({ offset: document.offsetAt(range.start), length: document.offsetAt(range.end) - document.offsetAt(range.start), text });
    callback({ insert: (at, text) => add(new Range(at, at), text), replace: add, delete: (range) => add(range, '') });
    const sorted = [...changes].sort((a, b) => a.offset - b.offset);
    if (sorted.some((change, index) => index > 0 && change.offset < sorted[index - 1].offset + sorted[index - 1].length)) {
      return Promise.reject(new Error('Overlapping ranges are not allowed!'));
    }
    const { version } = document;
    return call(() => {
      const { model } = this.#pane;
      return model.panes.has(this.#pane) && model.apply(version, changes, undoStopBefore, undoStopAfter);
    });
  }
}

// The window ------------------------------------------------------------------------------------------------------------

const state = {
  /** Editors that are seen. */
  editors: [],
  Model,
  active: undefined,
  settings: {},
  /** What the user types where he is to choose. */
  typed: '',
  /** What was said, shown and run, for those who test. */
  messages: [], statusMessages: [], progress: [], items: [], commands: new Map(), untitled: 0,
};

function arrange(editors, active) {
  state.editors.filter((editor) => !editors.includes(editor)).forEach((editor) => {
    editor.isDisposed = true;
    editor.pane.close();
  });
  state.editors = editors;
  events.visible.fire(editors);
  if (state.active !== active) {
    state.active = active;
    events.active.fire(active);
  }
}

const editor = {
  open: (uri, text) => new TextDocument(new state.Model(uri, text)),
  untitled: (text) => editor.open(`untitled:Untitled-${state.untitled += 1}`, text),
  /** Shows a document in an editor of its own, alone or beside the others. */
  show: (document, { beside = false, focus = true } = {}) => {
    const shown = new TextEditor(document.model.pane());
    arrange(beside ? [...state.editors, shown] : [shown], focus || !state.active ? shown : state.active);
    return shown;
  },
  focus: (shown) => arrange(state.editors, shown),
  close: (document) => {
    const rest = state.editors.filter((shown) => shown.document !== document);
    arrange(rest, rest.includes(state.active) ? state.active : rest[0]);
    document.isClosed = true;
    documents.delete(document.model);
    events.closeText.fire(document);
  },
  /** The user's command. */
  save: async (document) => {
    await call(() => undefined);
    events.willSave.fire({ document, reason: 1, waitUntil: () => {} });
    await call(() => {
      fs.writeFileSync(document.uri.fsPath, document.model.text);
      document.model.saved = document.model.alternative;
    });
    document.isDirty = document.model.isDirty;
  },
};

const say = (kind) => (message, ...rest) => {
  const { modal, detail } = typeof rest[0] === 'object' ? rest[0] : {};
  const buttons = rest.filter((one) => typeof one === 'string').map((one) => ` [${one}]`).join('');
  state.messages.push(modal && detail ? `${message}: ${detail}` : `${message}${buttons}`);
  return Promise.resolve(undefined);
};

const api = {
  Position, Range, Selection, Disposable, ThemeColor, Uri, EventEmitter, WorkspaceEdit,
  EndOfLine: { LF: 1, CRLF: 2 },
  TextDocumentChangeReason: { Undo: 1, Redo: 2 },
  TextDocumentSaveReason: { Manual: 1, AfterDelay: 2, FocusOut: 3 },
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
  StatusBarAlignment: { Left: 1, Right: 2 },
  OverviewRulerLane: { Left: 1, Center: 2, Right: 4, Full: 7 },
  ConfigurationTarget: { Global: 1, Workspace: 2, WorkspaceFolder: 3 },
  FilePermission: { Readonly: 1 },
  ViewColumn: { Active: -1, Beside: -2, One: 1 },
  workspace: {
    onDidChangeTextDocument: events.changeText.event,
    onDidCloseTextDocument: events.closeText.event,
    onWillSaveTextDocument: events.willSave.event,
    onDidChangeConfiguration: events.changeConfiguration.event,
    getConfiguration: (section) => ({
      get: (key) => state.settings[`${section}.${key}`],
      update: async (key, value) => {
        state.settings[`${section}.${key}`] = value;
        events.changeConfiguration.fire({ affectsConfiguration: (name) => `${section}.${key}`.startsWith(name) });
      },
    }),
    openTextDocument: ({ content }) => call(() => editor.untitled(content)),
    // Each such edit is an undo step of its own; a document that has changed meanwhile is refused.
    applyEdit: ({ edits }) => {
      const parts = edits.map(({ uri, range, text }) => {
        const document = [...documents.values()].find((one) => String(one.uri) === String(uri));
        const offset = document.offsetAt(range.start);
        return { document, version: document.version, change: { offset, length: document.offsetAt(range.end) - offset, text } };
      });
      return call(() => {
        if (parts.some(({ document, version }) => document.isClosed || document.model.version !== version)) {
          return false;
        }
        const [{ document, version }] = parts;
        return document.model.apply(version, parts.map(({ change }) => change), true, true);
      });
    },
    fs: {
      isWritableFileSystem: (scheme) => ({ file: true })[scheme],
      stat: (uri) => call(() => {
        const [model] = [...documents].find(([, document]) => String(document.uri) === String(uri)) || [];
        return { type: 1, size: fs.statSync(uri.fsPath).size, ctime: 0, mtime: 0, ...(model?.isReadOnly ? { permissions: 1 } : {}) };
      }),
    },
  },
  commands: {
    registerCommand: (id, run) => {
      state.commands.set(id, run);
      return new Disposable(() => state.commands.delete(id));
    },
    executeCommand: (id, ...rest) => {
      if (id === 'undo' || id === 'redo') {
        return call(() => state.active?.pane.model[id]());
      }
      return state.commands.has(id)
        ? Promise.resolve(state.commands.get(id)(...rest)) : Promise.reject(new Error(`command '${id}' not found`));
    },
  },
  window: {
    get visibleTextEditors() { return state.editors; },
    get activeTextEditor() { return state.active; },
    onDidChangeVisibleTextEditors: events.visible.event,
    onDidChangeActiveTextEditor: events.active.event,
    onDidChangeTextEditorSelection: events.select.event,
    showTextDocument: (document, { viewColumn, preserveFocus = false } = {}) => call(() => editor.show(document, {
      beside: viewColumn === -2 || state.editors.length > 0, focus: !preserveFocus,
    })),
    showInformationMessage: say('information'), showWarningMessage: say('warning'), showErrorMessage: say('error'),
    // The user types the beginning of what he wants, and takes the first that is left.
    showQuickPick: (items, { matchOnDescription = false } = {}) => call(() => items.find(({ label, description }) => (
      [label, ...(matchOnDescription ? [description] : [])].some((one) => one.toLowerCase().startsWith(state.typed))
    ))),
    setStatusBarMessage: (message) => {
      state.messages.push(message);
      return new Disposable(() => {});
    },
    createStatusBarItem: () => {
      const item = { text: '', isShown: false, show: () => { item.isShown = true; }, hide: () => { item.isShown = false; }, dispose: () => {} };
      state.items.push(item);
      return item;
    },
    createTextEditorDecorationType: (options) => {
      const type = { options, isDisposed: false, dispose: () => { type.isDisposed = true; } };
      return type;
    },
    withProgress: ({ title }, task) => {
      const cancelled = new EventEmitter();
      const shown = { title, message: '', cancel: () => cancelled.fire() };
      state.progress.push(shown);
      const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event };
      return Promise.resolve(task({ report: ({ message }) => { shown.message = message; } }, token)).finally(() => {
        state.progress.splice(state.progress.indexOf(shown), 1);
      });
    },
  },
};

/** Makes `require('vscode')` this. */
function install() {
  const Module = require('module');
  const load = /** @type {any} */ (Module)._load;
  /** @type {any} */ (Module)._load = (name, ...rest) => (name === 'vscode' ? api : load.call(Module, name, ...rest));
}

module.exports = { api, editor, state, events, install };
