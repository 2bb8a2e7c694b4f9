#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the figures were measured on.
enum Machine {
  /// Such as `Linux 6.1 x86_64, 2 processors (Model)`.
  static var sentence: String {
    var names = utsname()
    unsafe uname(&names)
    let system = [text(&names.sysname), text(&names.release), text(&names.machine)].joined(separator: " ")
    let model = contents(ofFile: "/proc/cpuinfo")?.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = model?.split(separator: ":").last.map { " (\($0.drop { $0 == " " }))" } ?? ""
    return "\(system), \(sysconf(CInt(_SC_NPROCESSORS_ONLN))) processors\(name)"
  }

  /// How many processes wanted a processor of late; nil where the system does not tell.
  static var load: String? { contents(ofFile: "/proc/loadavg")?.split(separator: " ").first.map(String.init) }

  private static func text<Field>(_ field: inout Field) -> String {
    unsafe withUnsafeBytes(of: &field) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
