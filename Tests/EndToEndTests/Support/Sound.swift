import Foundation

/// A folder with made-up recordings, removed with this object.
final class Sound: Sendable {
  let folder = FileManager.default.temporaryDirectory.appending(path: "sound-canary-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { do { try FileManager.default.removeItem(atPath: folder) } catch {} }

  /// A file of `size` bytes that begins with `beginning`; the rest takes no room on disk. Returns its path.
  func file(_ name: String, _ beginning: String = "RIFF\0\0\0\0WAVE", size: Int = 1000) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(beginning.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }).write(to: URL(filePath: path))
    guard truncate(path, off_t(size)) == 0 else { throw POSIXError(.EIO) }
    return path
  }
}
