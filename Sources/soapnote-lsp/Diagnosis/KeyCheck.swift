import Credentials
import Doctor
import Notes

/// Whether a key is to be had. Says where it comes from, and nothing of the key itself.
struct KeyCheck {
  let engines: Engines
  let environment: [String: String]
  /// Whether something is to be asked with it. A command is not run in vain.
  let isNeeded: Bool

  var finding: Finding {
    get async {
      let settings = engines.settings
      guard let place = settings.soapnoteapiKey else { return missing(settings) }
      guard isNeeded else {
        return Finding(
          "key", .info, "\(place.description.capitalizedFirst) was not asked: the engine in force needs no key.")
      }
      let start = ContinuousClock.now
      let key: Redacted<String>?
      do throws(EngineError) {
        key = try await engines.key()
      } catch {
        return Finding("key", .problem, saying: error.message)
      }
      if case .setting = place, let advice = settings.advice.first { return Finding("key", .warning, saying: advice) }
      guard key?.value.hasPrefix("snapi_sk_") == true else {
        return Finding(
          "key", .warning, "What comes from \(place.description) does not begin as keys of the SOAPNoteAPI do.",
          nextStep: "Check that it was copied whole: keys begin with snapi_sk_.")
      }
      return found(place, after: start.duration(to: .now))
    }
  }

  private func missing(_ settings: Settings) -> Finding {
    switch settings.engine.value {
    case "soapnoteapi":
      Finding(
        "key", .problem, "There is no place for a key, which the SOAPNoteAPI needs.",
        nextStep:
          "Set SOAPNOTEAPI_KEY, SOAPNOTEAPI_KEY_FILE or SOAPNOTEAPI_KEY_COMMAND; the API's dashboard makes keys.")
    default: Finding("key", .info, "There is no place for a key, and the offline engine needs none.")
    }
  }

  private func found(_ place: KeySource, after time: Duration) -> Finding {
    switch place {
    case .environment(let name, _):
      let other = Settings.keyVariables.first { $0 != name && environment[$0]?.isEmpty == false }
      if let other, environment[other] != environment[name] {
        return Finding(
          "key", .warning, "\(name) and \(other) hold different keys; \(name) is used.", nextStep: "Unset one of them.")
      }
      return Finding("key", .ok, "The key comes from the variable \(name).")
    case .setting(let name, _): return Finding("key", .ok, "The key comes from the setting \(name).")
    case .command: return Finding("key", .ok, "\(place.description.capitalizedFirst) gave one after \(time.inWords).")
    case .file: return Finding("key", .ok, "The key comes from \(place.description), which its owner alone may read.")
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
