// @ts-check
'use strict';
// Carries out the steps of a scenario with the extension in the stand-in for VS Code: see ../README.md.

const { execFile } = require('child_process');
const fs = require('fs');
const path = require('path');
const { api, editor, state, events, install } = require('./vscode');

install();
const plugin = process.env.SOAPNOTE_PLUGIN || '';
const part = (/** @type {string} */ name) => require(path.join(plugin, name));
const scenario = JSON.parse(fs.readFileSync(process.env.SOAPNOTE_SCENARIO || '', 'utf8'));
const manifest = JSON.parse(fs.readFileSync(path.join(plugin, 'package.json'), 'utf8'));

for (const [name, { default: value }] of Object.entries(/** @type {any} */ (manifest.contributes.configuration.properties))) {
  state.settings[name] = value;
}
for (const [name, value] of Object.entries({ ...scenario.options, settings: scenario.settings, request: scenario.request })) {
  if (!(`soapnote.${name}` in state.settings)) {
    throw new Error(`package.json has no setting soapnote.${name}`);
  }
  state.settings[`soapnote.${name}`] = value;
}

const extension = part('extension.js');
const notes = part('lib/notes.js');
const session = part('lib/session.js');
const rpc = part('lib/rpc.js');
const render = part('lib/render.js');

/** The real editor core, instead of one after its model. */
const core = process.env.SOAPNOTE_MONACO ? require('./monaco') : null;

/** Milliseconds between keys, shorter than a person's so that all are typed while a short note comes. */
const KEY = 2;

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const context = { subscriptions: /** @type {{ dispose(): void }[]} */ ([]) };
const known = /** @type {Record<string, any>} */ ({});
let current = /** @type {any} */ (null);
let isHidden = false;
let step = 0;
let before = /** @type {any} */ (null);
/** What the extension showed of itself. */
let display = '';
const seen = new Map();
let latency = /** @type {{ step: number, latencies: number[], isOver: boolean, done: Promise<void> } | null} */ (null);

const report = (/** @type {object} */ what) => fs.appendFileSync(process.env.SOAPNOTE_VERDICT || '', `${JSON.stringify(what)}\n`);

/**
 * @param {string | undefined} command
 * @param {string[]} rest
 * @returns {Promise<{ status: number, output: string }>}
 */
const ask = (command, ...rest) => new Promise((resolve) => {
  const [program, ...words] = (command || '').split(' ');
  execFile(program, [...words, ...rest], (problem, output) => resolve({ status: problem ? 1 : 0, output }));
});

/**
 * The text without the file's last line end, with \n for all.
 * @param {any} document
 */
const text = (document) => document.getText().replace(/\r\n/g, '\n').replace(/\n$/, '');
const shown = () => [state.active, ...state.editors].find((one) => one?.document === current);

function note() {
  const found = notes.of(current);
  if (found) {
    seen.set(current, found);
  }
  return seen.get(current);
}

async function observed(expect = /** @type {any} */ ({})) {
  const labels = state.editors.flatMap((/** @type {any} */ one) => [...one.decorations.values()].flat());
  const marked = shown() ? [...shown().decorations].some(([type, ranges]) => type.options.isWholeLine && ranges.length > 0) : false;
  const { document, selection } = state.active || {};
  const mine = state.editors.map((/** @type {any} */ one) => one.document).find((/** @type {any} */ one) => !Object.values(known).includes(one));
  const facts = /** @type {any} */ ({
    buffer: text(current), shown: display, messages: state.messages, fence: marked, modified: current.model.isDirty,
    state: [...state.progress.map(({ message }) => message), ...state.items.filter(({ isShown }) => isShown).map((item) => item.text),
      ...labels.map((/** @type {any} */ label) => label.renderOptions?.after.contentText || '')].join(' '),
    afterCursor: document ? document.lineAt(selection.active.line).text.slice(selection.active.character) : '',
    specialty: session.last()?.specialty || '', chunks: session.last()?.chunks || 0, noteBuffer: mine ? text(mine) : '',
  });
  if (expect.file) {
    facts.file = fs.readFileSync(scenario.file, 'utf8');
  }
  if ('servers' in expect) {
    facts.servers = Number((await ask(process.env.SOAPNOTE_SERVERS, String(process.pid))).output);
  }
  if (expect.upstream) {
    facts.upstream = (await ask(process.env.SOAPNOTE_UPSTREAM, expect.upstream)).status === 0 ? expect.upstream : 'otherwise';
  }
  return facts;
}

/** @param {string} what */
async function has(what) {
  const [kind, ...rest] = what.split(' ');
  const argument = rest.join(' ');
  const it = note();
  const last = session.last();
  const isDone = it?.state === 'done' || (last !== before && last && (last.document === current || scenario.options.placement));
  switch (kind) {
    case 'chunk':
      return isDone || (it && it.chunks >= Number(argument) && it.place.isShown);
    case 'section':
      return isDone || it?.doing === argument;
    case 'restart':
      return it?.doing.includes('again') && !it.place.isShown && !it.place.pumping;
    case 'done':
      return isDone;
    case 'message':
      return state.messages.some((/** @type {string} */ message) => message.toLowerCase().includes(argument.toLowerCase()));
    case 'upstream':
      return (await ask(process.env.SOAPNOTE_UPSTREAM, argument)).status === 0;
    default:
      return it?.state === kind;
  }
}

/** @param {string} at */
function place(at) {
  const { model } = current;
  if (at === 'above') {
    return 0;
  } else if (at === 'below') {
    return model.text.endsWith('\n') ? model.text.length - model.eol.length : model.text.length;
  }
  const { point } = note().place.extent;
  return at === 'end' || /[\r\n]/.test(model.text[point - 1]) ? point : point - 1;
}

/**
 * @param {string} name
 * @param {any[]} rest
 */
function run(name, ...rest) {
  const command = `soapnote.${name}`;
  if (!manifest.contributes.commands.some((/** @type {any} */ one) => one.command === command)) {
    throw new Error(`package.json has no command ${command}`);
  }
  return state.commands.get(command)(...rest);
}

/**
 * @param {string} name
 * @param {any[]} rest
 */
async function request(name, ...rest) {
  seen.delete(current);
  before = session.last();
  const asked = run(name, ...rest);
  await (name === 'retry' ? asked : pause(20));
  note();
}

/** Waits as a person does who looks what a key has done: until the extension has nothing more to do, and the text stays as it is. */
async function look() {
  if (note()?.state === 'running') {
    await pause(20);
    return;
  }
  const { model } = current;
  const end = performance.now() + 10000;
  for (let version = 0; (model.version !== version || isBusy(note())) && performance.now() < end;) {
    ({ version } = model);
    await pause(100);
  }
}

/** @param {any} it */
function isBusy(it) {
  return Boolean(it && (it.place.rebasing || it.place.pumping));
}

/** Keys that change nothing, every 50 ms: how long after they were due they were handled. */
async function measure() {
  const measured = latency;
  while (measured && !measured.isOver) {
    const due = performance.now() + 50;
    await pause(50);
    const { pane } = state.active;
    await new Promise((resolve) => {
      const { dispose } = events.select.event(() => { dispose(); resolve(undefined); });
      pane.go(pane.cursor === 0 ? 1 : 0);
    });
    measured.latencies.push(performance.now() - due);
  }
}

const acts = /** @type {Record<string, (act: any) => any>} */ ({
  generate: async ({ generate, specialty, completed }) => {
    if (completed) {
      state.typed = specialty;
      await run('chooseSpecialty');
      await request('generateFromDocument');
    } else if (Array.isArray(generate)) {
      const [first, last] = generate;
      state.active.selection = new (require('vscode').Selection)(
        new (require('vscode').Position)(first - 1, 0), current.lineAt(last - 1).range.end);
      await pause(10);
      await request('generateFromSelection', specialty);
    } else {
      await request(generate === 'paragraph' ? 'generateFromParagraph' : 'generateFromDocument', specialty);
    }
  },
  cancel: () => { state.progress.length === 1 ? state.progress[0].cancel() : run('cancel'); },
  retry: () => request('retry'),
  open: () => run('openLast'),
  keep: () => run('keep'),
  status: async () => {
    const start = state.messages.length;
    await run('showStatus');
    display = state.messages.splice(start).join('\n');
  },
  'restart-server': () => run('restartServer'),
  set: async ({ set }) => {
    for (const [name, value] of Object.entries(set)) {
      await api.workspace.getConfiguration('soapnote').update(name, value, api.ConfigurationTarget.Global);
    }
  },
  type: async ({ type, at }) => {
    const { pane } = shown();
    while (!await pane.go(place(at), undefined, current.model.version));
    const start = performance.now();
    // Where the note is being written, text of it is to come between keys.
    const gap = at === 'end' || at === 'inside' ? 6 * KEY : KEY;
    let last;
    for (const [index, key] of [...type].entries()) {
      // Keys that are late come in a burst.
      await (performance.now() < start + index * gap && pause(gap));
      last = pane.type(key);
    }
    await last;
    await pause(10);
  },
  'delete-line': async (act) => {
    const { pane } = shown();
    const where = () => (act['delete-line'] === 'first' ? 0 : note().place.extent.point);
    while (!await pane.deleteLine(where(), current.model.version));
  },
  keys: async () => {
    const { pane } = shown();
    await pane.go(pane.cursor + 1);
    await pause(10);
    await pane.go(pane.cursor - 1);
  },
  undo: async () => {
    await current.model.undo();
    await look();
  },
  redo: async () => {
    await current.model.redo();
    await look();
  },
  cursor: async ({ cursor }) => {
    await shown().pane.go(current.model.text.search(new RegExp(`(?<!\\w)${cursor}`)));
    await pause(10);
  },
  'open-other': (act) => {
    known.other = current = editor.untitled(act['open-other']);
    editor.show(current, { beside: true });
  },
  split: () => editor.show(current, { beside: true }),
  hide: ({ hide }) => {
    known.hider = editor.untitled(hide);
    editor.show(known.hider);
  },
  show: () => editor.show(known.main),
  use: ({ use, hidden }) => {
    current = known[use];
    if (!hidden) {
      editor.focus(shown());
    }
  },
  close: ({ close }) => {
    editor.close(known[close]);
    current = state.active.document;
  },
  fold: () => {},
  save: () => editor.save(current),
  'kill-server': () => process.kill(rpc.process(), 'SIGKILL'),
  feed: async ({ feed }) => {
    const target = new render.Place(current, current.positionAt(text(current).length).line);
    for (const chunk of feed) {
      target.append(chunk);
      await pause(10);
    }
    await target.pump();
    target.finish(true);
  },
  pause: (act) => pause(act.pause),
  busy: ({ busy }) => {
    const end = performance.now() + busy;
    while (performance.now() < end);
  },
  latency: () => {
    latency = { step, latencies: [], isOver: false, done: Promise.resolve() };
    latency.done = measure();
  },
  expect: async ({ expect }) => report({ step, observed: await observed(expect) }),
});

/** @param {any} act */
async function wait(act) {
  const end = performance.now() + (act.within || 10000);
  const home = current;
  for (;;) {
    current = act.of ? known[act.of] : home;
    const isThere = await has(act.await);
    current = home;
    if (isThere) {
      break;
    } else if (performance.now() > end) {
      report({ step, timeout: true, observed: await observed() });
      return false;
    }
    await pause(3);
  }
  if (latency) {
    latency.isOver = true;
    await latency.done;
    report({ step: latency.step, latencies: latency.latencies });
    latency = null;
  }
  // Text goes into the document a moment after it came.
  await pause(act.await === 'done' ? 30 : 10);
  return true;
}

async function leave() {
  await extension.deactivate();
  await core?.close();
  context.subscriptions.forEach((one) => one.dispose());
  report({ end: true });
  process.exit(0);
}

async function main() {
  if (core) {
    state.Model = await core.start();
  }
  extension.activate(context);
  known.main = current = editor.open(`file:${scenario.file}`, fs.readFileSync(scenario.file, 'utf8'));
  current.model.isReadOnly = scenario.readOnly;
  editor.show(current);
  await pause(20);
  for (; step < scenario.steps.length; step += 1) {
    const act = scenario.steps[step];
    if (act.await) {
      if (!await wait(act)) {
        return;
      }
    } else {
      await acts[Object.keys(acts).find((name) => name in act) || ''](act);
    }
  }
  const bad = state.messages.find((/** @type {string} */ message) => message.includes('error of the extension'));
  if (bad) {
    report({ step: step - 1, error: bad });
  }
}

process.on('unhandledRejection', (problem) => {
  report({ step: Math.min(step, scenario.steps.length - 1), error: String(/** @type {Error} */ (problem)?.stack || problem) });
});
main().catch((problem) => report({ step: Math.min(step, scenario.steps.length - 1), error: problem.stack })).finally(leave);
