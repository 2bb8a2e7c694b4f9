// @ts-check
'use strict';
// What shows that text is no complete note: decorations, which are no part of the document.

const vscode = require('vscode');

const colour = new vscode.ThemeColor('editorWarning.foreground');
const mark = vscode.window.createTextEditorDecorationType({
  isWholeLine: true, borderWidth: '0 0 0 3px', borderStyle: 'solid', borderColor: colour,
  overviewRulerColor: colour, overviewRulerLane: vscode.OverviewRulerLane.Left,
});
const label = vscode.window.createTextEditorDecorationType({
  after: { color: colour, margin: '0 0 0 2em', fontStyle: 'italic' },
});

/**
 * Marks the stretches of `document` that are incomplete, and shows each one's label where it begins.
 * @param {vscode.TextDocument} document
 * @param {{ anchor: number, stretch: [number, number] | null, label: string }[]} fences
 */
function show(document, fences) {
  const at = (/** @type {number} */ offset) => document.positionAt(offset);
  const marks = fences.flatMap(({ stretch }) => (stretch ? [new vscode.Range(at(stretch[0]), at(stretch[1]))] : []));
  const labels = fences.filter((fence) => fence.label).map((fence) => ({
    range: document.lineAt(at(fence.anchor).line).range, renderOptions: { after: { contentText: fence.label } },
  }));
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document === document) {
      editor.setDecorations(mark, marks);
      editor.setDecorations(label, labels);
    }
  }
}

module.exports = { show, dispose: () => { mark.dispose(); label.dispose(); } };
