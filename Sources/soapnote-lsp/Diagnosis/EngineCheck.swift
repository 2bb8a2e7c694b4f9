import Doctor

/// Which engine writes the notes, and why.
struct EngineCheck {
  let settings: Settings

  var finding: Finding {
    let (engine, reason) = settings.choice
    switch engine {
    case "offline" where settings.engine.value == "auto":
      return Finding(
        "engine", .warning, "Notes are drafted offline, by rules: \(reason).",
        nextStep:
          "For notes of the SOAPNoteAPI, set SOAPNOTEAPI_KEY; to be content with the rules, set SOAPNOTE_ENGINE=offline."
      )
    case "offline": return Finding("engine", .ok, "Notes are drafted offline, by rules: \(reason).")
    case "soapnoteapi": return Finding("engine", .ok, "Notes come from the SOAPNoteAPI: \(reason).")
    default:
      return Finding(
        "engine", .problem, "There is no engine \(engine), so no note can be made: \(reason).",
        nextStep: "Choose \(Settings.engineNames.joined(separator: ", ")).")
    }
  }
}
