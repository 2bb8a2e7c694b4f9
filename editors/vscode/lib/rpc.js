// @ts-check
'use strict';
// One server for the whole window: started by the first request, and again after it has ended. It speaks JSON-RPC in the
// framing of LSP over pipes of our own. No traffic is kept.

const { spawn } = require('child_process');
const os = require('os');
const config = require('./config');

/** @typedef {{ result?: any, error?: { code?: number, message: string, data?: any } }} Reply */
/**
 * @typedef {object} Server
 * @property {import('child_process').ChildProcessWithoutNullStreams} child
 * @property {Buffer[]} parts what has come and is no whole message yet
 * @property {number} size of the parts together
 * @property {number} needed how much there must be before it is worth looking again
 * @property {string} lastWords the end of its standard error
 * @property {boolean} isReady
 * @property {boolean} isStopping
 * @property {boolean} isOver
 * @property {Map<number, (reply: Reply) => void>} pending requests without an answer
 * @property {any[]} waiting messages for when it is ready
 */

/** @type {Server | undefined} */
let server;
let serial = 0;
/**
 * Who is told of $/progress, by token.
 * @type {Map<string | number, (value: any) => void>}
 */
const listeners = new Map();

const hooks = {
  /**
   * What the server says of itself once it is ready.
   * @type {any}
   */
  capabilities: {},
  /**
   * Who is told of warnings.
   * @type {(message: string) => void}
   */
  onWarning: () => {},
};

/**
 * @param {Server} target
 * @param {any} message
 */
function send(target, message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  if (target.child.stdin.writable) {
    target.child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }
}

/**
 * @param {Server} target
 * @param {number} id
 * @param {Reply} reply
 */
function finish(target, id, reply) {
  const done = target.pending.get(id);
  target.pending.delete(id);
  done?.(reply);
}

/**
 * @param {Server} target
 * @param {any} message
 */
function onMessage(target, message) {
  if (message.method === '$/progress') {
    listeners.get(message.params.token)?.(message.params.value);
  } else if (message.method === 'window/showMessage') {
    hooks.onWarning(message.params.message);
  } else if (message.method !== undefined && message.id !== undefined) {
    send(target, { id: message.id, error: { code: -32601, message: 'This client has no such method.' } });
  } else if (message.method === undefined && typeof message.id === 'number') {
    finish(target, message.id, message);
  }
}

/**
 * Takes the whole messages out of what has come.
 * @param {Server} target
 * @param {Buffer} data
 */
function read(target, data) {
  target.parts.push(data);
  target.size += data.length;
  if (target.size < target.needed) {
    return;
  }
  let rest = Buffer.concat(target.parts);
  target.needed = 0;
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    const length = head < 0 ? null : /^content-length: *(\d+)/im.exec(rest.toString('latin1', 0, head));
    const end = length ? head + 4 + Number(length[1]) : Infinity;
    if (rest.length < end) {
      target.needed = length ? end : 0;
      break;
    }
    const body = rest.toString('utf8', head + 4, end);
    rest = rest.subarray(end);
    try {
      onMessage(target, JSON.parse(body));
    } catch (problem) {
      // An error here must not keep back the messages that follow.
      const error = /** @type {Error} */ (problem);
      hooks.onWarning(`This is an error of the extension, which should be reported: ${error.stack || error.message}`);
    }
  }
  target.parts = [rest];
  target.size = rest.length;
}

/**
 * Tells all who wait that the server has ended, and why.
 * @param {Server} target
 * @param {string} reason
 */
function ended(target, reason) {
  if (target.isOver) {
    return;
  }
  target.isOver = true;
  if (server === target) {
    server = undefined;
  }
  if (!target.isStopping && target.pending.size === 0) {
    hooks.onWarning(reason);
  }
  const waiting = [...target.pending.values()];
  target.pending.clear();
  waiting.forEach((done) => done({ error: { message: reason, data: { retryable: true } } }));
}

function start() {
  const name = config.server();
  // Not in the folder of the workspace: it is none of the server's business.
  const child = spawn(name, [], { cwd: os.homedir(), windowsHide: true });
  /** @type {Server} */
  const target = {
    child, parts: [], size: 0, needed: 0, lastWords: '', isReady: false, isStopping: false, isOver: false,
    pending: new Map(), waiting: [],
  };
  child.stdout.on('data', (data) => read(target, data));
  child.stderr.on('data', (data) => {
    target.lastWords = (target.lastWords + data.toString('utf8')).slice(-1000);
  });
  // Writing to a server that has ended fails here; its end is told below.
  child.stdin.on('error', () => {});
  child.on('error', (/** @type {NodeJS.ErrnoException} */ problem) => ended(target, problem.code === 'ENOENT'
    ? `There is no server ${name}. Install soapnote-lsp, or set soapnote.server to its path.`
    : `The server ${name} could not be started (${problem.code}). Check soapnote.server.`));
  child.on('close', (status, signal) => {
    const how = signal ? `signal ${signal}` : `status ${status}`;
    const words = target.lastWords.trim().split('\n').pop();
    const why = words ? ` It said: ${words.slice(0, 300)}` : '';
    ended(target, `The server ended (${how}).${why} The next note starts it again.`);
  });
  serial += 1;
  target.pending.set(serial, (reply) => {
    if (!reply.result) {
      target.lastWords = reply.error?.message || '';
      child.kill();
      return;
    }
    hooks.capabilities = reply.result;
    target.isReady = true;
    send(target, { method: 'initialized', params: {} });
    target.waiting.splice(0).forEach((message) => {
      if (message.id === undefined || target.pending.has(message.id)) {
        send(target, message);
      }
    });
  });
  send(target, { id: serial, method: 'initialize', params: {
    processId: process.pid, rootUri: null, capabilities: { general: { positionEncodings: ['utf-16'] } },
    initializationOptions: config.get('settings') || {},
  } });
  return target;
}

/**
 * Sends a request. The reply comes exactly once; the id cancels it.
 * @param {string} method
 * @param {object} params
 */
function request(method, params) {
  const target = server || (server = start());
  serial += 1;
  const id = serial;
  /** @type {Promise<Reply>} */
  const reply = new Promise((resolve) => target.pending.set(id, resolve));
  const message = { id, method, params };
  if (target.isReady) {
    send(target, message);
  } else {
    target.waiting.push(message);
  }
  return { id, reply };
}

/**
 * Asks for the end of a request; its reply still comes.
 * @param {number} id
 */
function cancel(id) {
  if (!server?.pending.has(id)) {
    return;
  }
  if (server.isReady) {
    send(server, { method: '$/cancelRequest', params: { id } });
  } else {
    finish(server, id, { error: { code: -32800, message: 'Cancelled.' } });
  }
}

/** Passes the settings on to the server that runs. */
function configure() {
  if (server?.isReady) {
    send(server, { method: 'workspace/didChangeConfiguration', params: { settings: { soapNote: config.get('settings') || {} } } });
  }
}

/**
 * Ends the server in good order, or by force where that takes more than a second.
 * @returns {Promise<void>}
 */
function stop() {
  const target = server;
  server = undefined;
  if (!target) {
    return Promise.resolve();
  }
  target.isStopping = true;
  ended(target, 'The server was ended. The next note starts it again.');
  return new Promise((resolve) => {
    const force = setTimeout(() => target.child.kill('SIGKILL'), 1000);
    target.child.on('close', () => {
      clearTimeout(force);
      resolve();
    });
    target.child.on('error', () => resolve());
    send(target, { id: 0, method: 'shutdown' });
    send(target, { method: 'exit' });
    target.child.stdin.end();
  });
}

module.exports = {
  hooks, request, cancel, configure, stop,
  /**
   * @param {string} token
   * @param {(value: any) => void} listener
   */
  listen: (token, listener) => { listeners.set(token, listener); },
  /** @param {string} token */
  unlisten: (token) => { listeners.delete(token); },
  /** The process id of the server that runs. */
  process: () => server?.child.pid,
};
