// @ts-check
'use strict';
// The user's choices: soapnote.… in the settings.

const os = require('os');
const path = require('path');
const vscode = require('vscode');

/**
 * @param {string} name
 * @returns {any}
 */
function get(name) {
  return vscode.workspace.getConfiguration('soapnote').get(name);
}

/** The server's program. */
function server() {
  const name = get('server') || 'soapnote-lsp';
  return name.startsWith('~/') ? path.join(os.homedir(), name.slice(2)) : name;
}

/**
 * What a request says beside the transcript.
 * @param {string} [specialty]
 */
function request(specialty) {
  const wanted = specialty || get('specialty');
  const engine = get('engine');
  return {
    ...(wanted ? { specialty: wanted } : {}),
    ...(engine && engine !== 'auto' ? { engine } : {}),
    ...get('request'),
  };
}

module.exports = { get, server, request };
