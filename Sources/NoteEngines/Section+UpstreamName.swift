internal import Notes

extension Section {
  /// The section that an upstream names beside its text, in any case and with any separators; nil for unknown names.
  init?(upstreamName name: Span<UInt8>) {
    var letters = ""
    for index in name.indices {
      let byte = name[index] | 0x20
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) { letters.unicodeScalars.append(Unicode.Scalar(byte)) }
    }
    switch letters {
    case "subjective", "s": self = .subjective
    case "objective", "o": self = .objective
    case "assessment", "a", "assessmentandplan", "assessmentplan", "ap": self = .assessment
    case "plan", "p": self = .plan
    default: return nil
    }
  }
}

extension SectionName {
  /// The part that the inside of a JSON string names; nil when it names none, or is not the inside of one.
  init?(escapedName name: Span<UInt8>) {
    var plain: [UInt8] = []
    guard JSONString.unescape(name, into: &plain) != nil else { return nil }
    if let section = Section(upstreamName: plain.span) {
      self.init(section)
    } else {
      self.init(other: String(decoding: plain, as: UTF8.self))
    }
  }
}
