// @ts-check
'use strict';
// Makes a picture of the extension at work in the real editor core: picture.js FILE OUT.png. The extension's decorations are
// drawn with the core's own, after what they say of themselves; what it gives to the status bar stands below.

const fs = require('fs');
const path = require('path');
const { api, editor, state, install } = require('./vscode');

install();
const plugin = path.join(__dirname, '..', '..', '..', 'editors', 'vscode');
const extension = require(path.join(plugin, 'extension.js'));
const monaco = require('./monaco');

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

const SIZE = { width: 1130, height: 452 };

/** In the page: the decorations, the status bar, and what this is a picture of. */
function draw(/** @type {any} */ size, /** @type {any} */ view, /** @type {any} */ core, /** @type {any[]} */ marks, /** @type {string} */ status) {
  const { document } = /** @type {any} */ (globalThis);
  const place = ([from, to]) => new core.Range(from.line + 1, from.character + 1, to.line + 1, to.character + 1);
  const style = document.createElement('style');
  style.textContent = `body { margin: 0; overflow: hidden; font: 13px sans-serif } .mark { border-left: 3px solid #bf8803 }
    .note { color: #bf8803; font-style: italic; margin-left: 2em } #status { background: #007acc; color: white; padding: 4px 10px }
    #caption { color: #555; padding: 4px 10px }`;
  document.head.append(style);
  document.getElementById('editor').style.width = `${size.width}px`;
  view.layout();
  view.deltaDecorations([], marks.map(({ range, text }) => ({
    range: place(range), options: text === undefined
      ? { isWholeLine: true, className: 'mark' } : { after: { content: `\u00a0\u00a0${text}`, inlineClassName: 'note' } },
  })));
  const add = (id, text) => document.body.append(Object.assign(document.createElement('div'), { id, textContent: text }));
  add('status', status);
  add('caption', 'Monaco 0.33, the editor core of VS Code, in Chromium \u2013 not VS Code itself.');
}

async function main([file, target]) {
  const settings = JSON.parse(fs.readFileSync(path.join(plugin, 'package.json'), 'utf8')).contributes.configuration.properties;
  Object.entries(settings).forEach(([name, { default: value }]) => { state.settings[name] = value; });
  state.settings['soapnote.server'] = process.env.SOAPNOTE_SERVER;
  state.Model = await monaco.start();
  await monaco.send('Emulation.setDeviceMetricsOverride', { ...SIZE, deviceScaleFactor: 1, mobile: false });
  extension.activate({ subscriptions: [] });
  const document = editor.open(`file:${file}`, fs.readFileSync(file, 'utf8'));
  const shown = editor.show(document);
  await pause(100);
  api.commands.executeCommand('soapnote.generateFromDocument');
  while (!document.getText().includes('Assessment:\n')) {
    await pause(5);
  }
  await pause(700);
  const at = ({ line, character }) => ({ line, character });
  const marks = [...shown.decorations.values()].flat().map(({ range, renderOptions }) => (
    { range: [at(range.start), at(range.end)], text: renderOptions?.after.contentText }));
  await monaco.call(`((...rest) => (${draw})(${JSON.stringify(SIZE)}, editor, monaco, ...rest))`, marks, state.items[0].text.replace(/\$\([^)]*\)/, '\u27f3'));
  await pause(200);
  const { data } = await monaco.send('Page.captureScreenshot', { format: 'png' });
  fs.writeFileSync(target, Buffer.from(data, 'base64'));
  await extension.deactivate();
}

main(process.argv.slice(2)).then(() => 0, (problem) => {
  console.error(problem);
  return 1;
}).then(async (status) => {
  await monaco.close();
  process.exit(status);
});
