/// The kinds of recordings that the SOAPNoteAPI takes. Raw values are the usual ends of file names.
enum AudioFormat: String, CaseIterable {
  case mp3, m4a, wav, ogg, webm, flac, mp4

  var mediaType: String {
    switch self {
    case .mp3: "audio/mpeg"
    case .m4a: "audio/mp4"
    case .wav: "audio/wav"
    case .ogg: "audio/ogg"
    case .webm: "audio/webm"
    case .flac: "audio/flac"
    case .mp4: "video/mp4"
    }
  }

  /// Bytes of a file that `init` looks at.
  static let signatureLength = 12

  /// The format of a file that begins with `bytes` and is called `name`: what it is by its content, else what its name
  /// says; nil where neither tells.
  init?(beginning bytes: [UInt8], name: String) {
    let named = name.split(separator: "/").last?.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
      .last
      .flatMap { AudioFormat(ending: $0.lowercased()) }
    guard let format = Self.signature(of: bytes, isNamed: named) ?? named else { return nil }
    self = format
  }

  private init?(ending: String) {
    switch ending {
    case "oga", "opus": self = .ogg
    case "weba": self = .webm
    case "wave": self = .wav
    default: self.init(rawValue: ending)
    }
  }

  /// - Parameter named: tells apart what begins alike.
  private static func signature(of bytes: [UInt8], isNamed named: AudioFormat?) -> AudioFormat? {
    func has(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
    if has("RIFF"), has("WAVE", at: 8) { return .wav }
    if has("OggS") { return .ogg }
    if has("fLaC") { return .flac }
    if has("ftyp", at: 4) { return has("M4A", at: 8) || named == .m4a ? .m4a : .mp4 }
    if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return .webm }
    // A tag, or a frame of layer III.
    if has("ID3") || bytes.count > 1 && bytes[0] == 0xFF && bytes[1] & 0xE6 == 0xE2 { return .mp3 }
    return nil
  }
}
