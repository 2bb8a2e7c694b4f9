/// An editor that there is a plugin for, and where such a plugin is usually put.
package struct Editor: Sendable {
  /// `vim`, also the name of the program.
  package let name: String
  /// As people write it.
  let title: String
  /// The oldest version that the plugin works in.
  let oldest: [Int]
  /// How the version's line of `--version` begins; nil when the program is too slow to ask.
  let versionPrefix: String?
  /// Parts of the editor that the plugin needs, as `--version` has them.
  var features: [String] = []
  /// Where the plugin may be, as patterns of paths. `~`, `CONFIG` and `DATA` are the folders of the user, `*` is any name.
  let plugin: [String]
  /// The user's own settings, which may name a place of their own.
  var settings: [String] = []

  package static let all = [vim, neovim, emacs, vscode]

  private static let vim = Editor(
    name: "vim", title: "Vim", oldest: [9, 0], versionPrefix: "VIM - Vi IMproved ",
    features: ["+job", "+channel", "+textprop", "+timers"],
    plugin: ["pack/*/start/*", "pack/*/opt/*", "", "plugged/*", "plugged/*/editors/vim", "bundle/*"]
      .map { "~/.vim/\($0)/plugin/soapnote.vim" },
    settings: ["~/.vimrc", "~/.vim/vimrc"])

  private static let neovim = Editor(
    name: "nvim", title: "Neovim", oldest: [0, 7], versionPrefix: "NVIM v",
    plugin: [
      "DATA/nvim/site/pack/*/start/*", "DATA/nvim/site/pack/*/opt/*", "DATA/nvim/lazy/*",
      "DATA/nvim/lazy/*/editors/nvim", "DATA/nvim/plugged/*", "DATA/nvim/plugged/*/editors/nvim",
      "CONFIG/nvim/pack/*/start/*", "CONFIG/nvim/pack/*/opt/*", "CONFIG/nvim",
    ].map { "\($0)/plugin/soapnote.lua" },
    settings: ["init.lua", "init.vim", "lua/*.lua", "lua/*/*.lua"].map { "CONFIG/nvim/\($0)" })

  private static let emacs = Editor(
    name: "emacs", title: "Emacs", oldest: [28, 1], versionPrefix: "GNU Emacs ",
    plugin: ["~/.emacs.d", "CONFIG/emacs"].flatMap { folder in
      ["elpa/soapnote*", "lisp", "lisp/soapnote", "site-lisp", "soapnote", "straight/build/soapnote"]
        .map { "\(folder)/\($0)/soapnote.el" }
    },
    settings: ["~/.emacs", "~/.emacs.el", "~/.emacs.d/init.el", "CONFIG/emacs/init.el"])

  private static let vscode = Editor(
    name: "code", title: "VS Code", oldest: [1, 75], versionPrefix: nil,
    plugin: ["~/.vscode", "~/.vscode-server"].map { "\($0)/extensions/*.soapnote-*/package.json" })

  /// The page of the repository that tells how to install the plugin.
  var guide: String { "editors/\(name == "code" ? "vscode" : name)/README.md" }
}
