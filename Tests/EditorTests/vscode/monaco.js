// @ts-check
'use strict';
// The real editor core, Monaco, in Chromium: a model and an editor for ./vscode.js, with real keys. It is told what to do
// over Chromium's debugging pipe: JSON messages that end with a NUL.

const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');

let serial = 0;
let session = /** @type {string | undefined} */ (undefined);
let browser = /** @type {any} */ (null);
let model = /** @type {any} */ (null);
let folder = '';
const waiting = new Map();

/**
 * @param {string} method
 * @param {object} [params]
 * @returns {Promise<any>}
 */
const send = (method, params = {}) => new Promise((resolve, reject) => {
  serial += 1;
  waiting.set(serial, { resolve, reject });
  browser.stdio[3].write(`${JSON.stringify({ id: serial, method, params, sessionId: session })}\0`);
});

/** @param {any} message */
function receive({ id, method, params, result, error }) {
  if (id) {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    error ? reject(new Error(error.message)) : resolve(result);
  } else if (method === 'Runtime.bindingCalled') {
    model.hear(JSON.parse(params.payload));
  }
}

/**
 * @param {string} name
 * @param {any[]} rest
 */
async function call(name, ...rest) {
  const expression = `${name}(${rest.map((one) => JSON.stringify(one)).join(', ')})`;
  const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, returnByValue: true });
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception.description);
  }
  return result.value;
}

/**
 * Presses a key.
 * @param {string} key
 * @param {string} code
 * @param {number} number
 * @param {object} [more]
 */
async function press(key, code, number, more) {
  const what = { key, code, windowsVirtualKeyCode: number, ...more };
  // Keys do not wait for each other.
  send('Input.dispatchKeyEvent', { type: 'keyDown', ...what });
  await send('Input.dispatchKeyEvent', { type: 'keyUp', ...what, text: undefined });
}

/**
 * Presses keys that stand for a command, and waits until what it has done is known here: the page tells of that by another
 * way than the browser tells of keys.
 * @param {string} key
 * @param {string} code
 * @param {number} number
 * @param {object} [more]
 */
async function command(key, code, number, more) {
  await press(key, code, number, more);
  await call('(() => 0)');
}

class Model {
  /**
   * @param {string} uri
   * @param {string} text
   */
  constructor(uri, text) {
    Object.assign(this, { uri, text, eol: text.includes('\r\n') ? '\r\n' : '\n', version: 1, alternative: 1, saved: 1 });
    this.panes = new Set();
    this.cursor = 0;
    this.anchor = 0;
    this.onChange = (/** @type {any} */ _changes, /** @type {any} */ _reason) => {};
    this.onMove = () => {};
    model = this;
    this.opened = call('open', text).then(({ version, alternative }) => Object.assign(this, { version, alternative, saved: alternative }));
  }
  get isDirty() { return /** @type {any} */ (this).alternative !== /** @type {any} */ (this).saved; }
  hear({ changes, reason, version, alternative, cursor, anchor }) {
    Object.assign(this, { version, alternative });
    if (changes) {
      const me = /** @type {any} */ (this);
      for (const { offset, length, text } of changes) {
        me.text = me.text.slice(0, offset) + text + me.text.slice(offset + length);
      }
      this.onChange(changes, reason);
    } else {
      Object.assign(this, { cursor, anchor });
      this.panes.forEach((pane) => pane.onMove());
    }
  }
  apply(version, changes, before, after) { return call('apply', version, changes, before, after); }
  undo() { return command('z', 'KeyZ', 90, { modifiers: 2 }); }
  redo() { return command('y', 'KeyY', 89, { modifiers: 2 }); }
  pane() {
    const pane = {
      model: this, onMove: () => {}, close: () => this.panes.delete(pane),
      get cursor() { return this.model.cursor; },
      get anchor() { return this.model.anchor; },
      go: (/** @type {number} */ cursor, anchor = cursor, version = this.version) => call('go', cursor, anchor, version),
      deleteLine: (/** @type {number} */ cursor, version = this.version) => call('deleteLine', cursor, version),
      type: (/** @type {string} */ key) => {
        const more = { text: key === '\n' ? '\r' : key };
        return key === '\n' ? press('Enter', 'Enter', 13, more) : key === '\t' ? press('Tab', 'Tab', 9, more)
          : key.length > 1 ? send('Input.insertText', { text: key }) : press(key, '', 0, more);
      },
    };
    this.panes.add(pane);
    return pane;
  }
}

/** Starts the browser; the class of its models. */
async function start() {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soapnote-monaco-'));
  const { SOAPNOTE_SCENARIO, ...env } = process.env;
  browser = spawn(process.env.SOAPNOTE_CHROMIUM || 'chromium', [
    '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--allow-file-access-from-files', '--disable-dev-shm-usage',
    `--user-data-dir=${folder}`, '--remote-debugging-pipe', 'about:blank',
  ], { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  let received = '';
  browser.stdio[4].setEncoding('utf8').on('data', (/** @type {string} */ data) => {
    const messages = (received + data).split('\0');
    received = messages.pop() || '';
    messages.forEach((message) => receive(JSON.parse(message)));
  });
  const { targetInfos } = await send('Target.getTargets');
  const { targetId } = targetInfos.find((/** @type {any} */ one) => one.type === 'page');
  ({ sessionId: session } = await send('Target.attachToTarget', { targetId, flatten: true }));
  await send('Page.enable');
  await send('Runtime.enable');
  await send('Runtime.addBinding', { name: 'tell' });
  const page = pathToFileURL(path.join(__dirname, 'monaco.html'));
  await send('Page.navigate', { url: `${page}?vs=${encodeURIComponent(String(pathToFileURL(process.env.SOAPNOTE_MONACO || '')))}` });
  for (let tries = 0; tries < 400 && !await call('(() => window.isReady)').catch(() => false); tries += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  return Model;
}

async function close() {
  const over = new Promise((resolve) => browser.on('exit', resolve));
  session = undefined;
  send('Browser.close').catch(() => {});
  const force = setTimeout(() => process.kill(-browser.pid, 'SIGKILL'), 3000);
  await over;
  clearTimeout(force);
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

module.exports = { call, close, send, start };
