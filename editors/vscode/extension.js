// @ts-check
'use strict';
// SOAP notes, streamed into the document while they are generated. See README.md.

const vscode = require('vscode');
const commands = require('./lib/commands');
const rpc = require('./lib/rpc');
const session = require('./lib/session');

/** @param {vscode.ExtensionContext} context */
function activate(context) {
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(`soapnote.${name}`, run));
  }
  context.subscriptions.push(session.watch());
}

function deactivate() {
  return rpc.stop();
}

module.exports = { activate, deactivate };
