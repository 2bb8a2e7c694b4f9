import JSONRPC
import Notes
import Session

extension Settings {
  private static let names: Set = [
    "engine", "specialty", "template", "insertion", "soapnoteapi", "timeouts", "retry", "limits",
  ]

  /// Reads what a client sends as `initializationOptions` or in `workspace/didChangeConfiguration`: the settings
  /// themselves, or an object that has them under `soapNote`. An object with other sections alone is another server's.
  mutating func read(client: JSONValue) {
    let settings = client["soapNote"] ?? client
    // Lua writes an empty object as an array.
    guard !settings.isNull, settings != [] else { return }
    guard let members = settings.object else {
      faults.append(SettingFault("The settings are not an object, so none has an effect.", value: settings))
      return
    }
    guard client["soapNote"] != nil || members.keys.contains(where: Self.names.contains) else { return }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) where !value.isNull {
      switch name {
      case "engine": text(value, name) { $0.setEngine($1, source: "the setting engine") }
      case "specialty": text(value, name) { $0.specialty = $1 }
      case "template": string(value, name) { $0.template = $1.isEmpty ? nil : $1 }
      case "insertion":
        switch value {
        case "complete": insertsBySection = false
        case "bySection": insertsBySection = true
        default: wrong(name, "complete or bySection", value)
        }
      case "soapnoteapi": group(value, name) { $0.readSOAPNoteAPI($1, $2) }
      case "timeouts": group(value, name) { $0.readTimeouts($1, $2) }
      case "retry": group(value, name) { $0.readRetry($1, $2) }
      case "limits": group(value, name) { $0.readLimits($1, $2) }
      default: unknown(name)
      }
    }
  }

  private mutating func readSOAPNoteAPI(_ name: String, _ value: JSONValue) {
    let path = "soapnoteapi.\(name)"
    switch name {
    case "baseURL": text(value, path) { $0.soapnoteapiBaseURL = $1 }
    case "apiKey": string(value, path) { $0.apiKey = $1.isEmpty ? nil : Redacted($1) }
    case "clientCertificate": string(value, path) { $0.clientCertificate = $1.isEmpty ? nil : $1 }
    case "clientKey": string(value, path) { $0.clientKey = $1.isEmpty ? nil : $1 }
    case "apiKeyFile": string(value, path) { $0.apiKeyFile = $1.isEmpty ? nil : $1 }
    case "apiKeyCommand":
      let words = value.array?.compactMap(\.string)
      guard let words, words.count == value.array?.count, words.first != "" else {
        return wrong(path, "a list of strings: a program and its arguments", value)
      }
      apiKeyCommand = words.isEmpty ? nil : words
    default: unknown(path)
    }
  }

  private mutating func readTimeouts(_ name: String, _ value: JSONValue) {
    let path = "timeouts.\(name)"
    let range = 1...86_400_000
    switch name {
    case "connectMs": number(value, path, range, \.connectMs)
    case "firstChunkMs": number(value, path, range, \.firstChunkMs)
    case "idleMs": number(value, path, range, \.idleMs)
    case "totalMs": number(value, path, range, \.totalMs)
    default: unknown(path)
    }
  }

  private mutating func readRetry(_ name: String, _ value: JSONValue) {
    let path = "retry.\(name)"
    switch name {
    case "maxAttempts": number(value, path, 1...100, \.maxAttempts)
    case "baseDelayMs": number(value, path, 0...600_000, \.baseDelayMs)
    default: unknown(path)
    }
  }

  private mutating func readLimits(_ name: String, _ value: JSONValue) {
    let path = "limits.\(name)"
    switch name {
    case "messageBytes": number(value, path, 1024...2_147_483_647, \.messageBytes)
    case "eventBytes": number(value, path, 64...1_073_741_824, \.eventBytes)
    case "noteBytes": number(value, path, 64...1_073_741_824, \.noteBytes)
    case "audioBytes": number(value, path, 1...1_099_511_627_776, \.audioBytes)
    case "concurrentRequests": number(value, path, 1...1024, \.concurrentRequests)
    default: unknown(path)
    }
  }

  private mutating func string(_ value: JSONValue, _ path: String, _ set: (inout Settings, String) -> Void) {
    guard let text = value.string else { return wrong(path, "a string", value) }
    set(&self, text)
  }

  private mutating func text(_ value: JSONValue, _ path: String, _ set: (inout Settings, String) -> Void) {
    guard value != "" else { return wrong(path, "a string that is not empty", value) }
    string(value, path, set)
  }

  private mutating func number(
    _ value: JSONValue, _ path: String, _ range: ClosedRange<Int>, _ member: WritableKeyPath<Settings, Int>
  ) {
    guard let number = value.integer, range.contains(number) else {
      return wrong(path, "a whole number from \(range.lowerBound) to \(range.upperBound)", value)
    }
    self[keyPath: member] = number
  }

  private mutating func group(
    _ value: JSONValue, _ path: String, _ read: (inout Settings, String, JSONValue) -> Void
  ) {
    guard let members = value.object else { return wrong(path, "an object", value) }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) where !value.isNull { read(&self, name, value) }
  }

  private mutating func wrong(_ path: String, _ expected: String, _ value: JSONValue) {
    faults.append(SettingFault("The setting \(path) must be \(expected); it has no effect as it is.", value: value))
  }

  private mutating func unknown(_ path: String) {
    faults.append(SettingFault("There is no setting \(path); it has no effect."))
  }
}
