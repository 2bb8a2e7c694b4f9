internal import EditorProtocol

extension ClientCapabilities {
  /// Kate takes edits and does not say so: only a no is taken for one. Who cannot after all answers that there is no such
  /// method, and the note is kept.
  var takesEdits: Bool { workspace?.applyEdit != false }
  /// Resource operations stand among `documentChanges`, so that whoever takes them takes those. (LSP 3.17, WorkspaceEdit.)
  /// Neovim says only that it takes operations, and refuses edits that are out of date only where they have a version.
  var takesVersions: Bool {
    let edits = workspace?.workspaceEdit
    return edits?.documentChanges == true || edits?.resourceOperations != nil
  }
  var showsProgress: Bool { window?.workDoneProgress == true }
  var showsDocuments: Bool { window?.showDocument?.support == true }

  /// A command as this client can take it from a list of code actions.
  func item(for command: Command) -> CodeActionItem {
    guard let actions = textDocument?.codeAction, actions.codeActionLiteralSupport != nil else {
      return .command(command)
    }
    let resolves = actions.resolveSupport?.properties?.contains("command") == true
    return .action(
      CodeAction(
        title: command.title, kind: Session.actionKind, command: resolves ? nil : command,
        data: resolves ? command : nil))
  }
}

extension CodeActionSupport {
  init(for client: ClientCapabilities?) {
    let isLiteral = client?.textDocument?.codeAction?.codeActionLiteralSupport != nil
    self = isLiteral ? .actions(Options(codeActionKinds: [Session.actionKind])) : .plain
  }
}
