internal import EditorProtocol
internal import JSONRPC
internal import Synchronization

extension Session {
  /// The name under which the client keeps the settings of this server.
  private static let section = "soapNote"

  func registerConfiguration(on router: inout Router) {
    router.onNotification(Initialized.self) { _ in
      self.registerForChanges()
      self.pullConfiguration()
      self.reportFaults()
    }
    router.onNotification(DidChangeConfiguration.self) { params in
      let settings = params.settings
      // A client that is to be asked sends nothing, or nothing of ours (LSP 3.17, DidChangeConfiguration).
      if settings[Self.section] == nil, settings.isEmpty || settings.isNull, self.pullConfiguration() { return }
      self.state.withLock { $0.configurationRound += 1 }
      if !settings.isNull { self.configure(settings, .didChangeConfiguration) }
      self.reportFaults()
    }
  }

  /// Some clients tell of changed settings only when they were asked to.
  private func registerForChanges() {
    guard state.withLock(\.client.workspace?.didChangeConfiguration?.dynamicRegistration) == true else { return }
    let params = RegisterCapability.Params(
      method: DidChangeConfiguration.method, options: ["section": .string(Self.section)])
    ask(RegisterCapability.self, params) { _ in }
  }

  /// Asks the client for the settings, if it can be asked. Its answer is put in force when it comes, unless settings
  /// have come in the meantime.
  @discardableResult
  private func pullConfiguration() -> Bool {
    let round = state.withLock { state -> Int? in
      guard state.client.workspace?.configuration == true else { return nil }
      state.configurationRound += 1
      return state.configurationRound
    }
    guard let round else { return false }
    ask(ReadConfiguration.self, ReadConfiguration.Params(section: Self.section)) { answer in
      guard self.state.withLock(\.configurationRound) == round else { return }
      self.configure([Self.section: answer.first ?? .null], .didChangeConfiguration)
      self.reportFaults()
    }
    return true
  }

  private func ask<R: RequestType>(
    _ type: R.Type, _ params: R.Params, _ use: @escaping @Sendable (R.Result) -> Void
  ) where R.Params: Encodable, R.Result: Decodable {
    let method = R.method
    do throws(ResponseError) {
      try connection.request(type, params) { answer in
        switch answer {
        case .success(let result): use(result)
        case .failure(.cancelled): break
        case .failure(let error): self.log("The client could not answer \(method) (error \(error.code)).")
        }
      }
    } catch {
      log("\(method) could not be sent: \(error.message)")
    }
  }

  func configure(_ settings: JSONValue, _ layer: SettingsLayer) {
    catalog.configure(settings, layer: layer)
    specialties.forget()
    connection.messageBytes = catalog.defaults.messageBytes
  }

  /// Tells the client, once each, of settings that are wrong or unwise.
  private func reportFaults() {
    let faults = catalog.faults + catalog.advice.map { SettingFault($0) }
    let fresh = state.withLock { state in
      faults.filter { state.reported.insert($0).inserted }
    }
    for fault in fresh {
      log(fault.message)
      tell(fault.message)
    }
  }

  private func tell(_ warning: String) {
    do throws(ResponseError) {
      try connection.notify(ShowMessage.self, ShowMessage.Params(type: 2, message: warning))
    } catch {
      log("A message to the client could not be written: \(error.message)")
    }
  }
}

extension JSONValue {
  /// Whether this has no members; Lua writes an empty object as an array.
  fileprivate var isEmpty: Bool { self == [:] || self == [] }
}
