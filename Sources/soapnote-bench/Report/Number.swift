extension Double {
  /// Three digits that matter, or all before the point; no zeros at the end.
  var short: String {
    let digits = abs(self) >= 100 ? 0 : abs(self) >= 10 ? 1 : abs(self) >= 1 ? 2 : 3
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((abs(self) * Double(scale)).rounded())
    var fraction = String(scaled % scale + scale).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    let sign = self < 0 && scaled > 0 ? "-" : ""
    let whole = "\(sign)\(scaled / scale)"
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }
}

extension UInt64 {
  /// Nanoseconds as milliseconds.
  var milliseconds: Double { Double(self) / 1e6 }
}

extension Int {
  /// Bytes as megabytes (2^20), as `VmHWM` and most tools count.
  var megabytes: Double { Double(self) / 1_048_576 }

  /// With commas between the thousands.
  var grouped: String {
    let digits = String(magnitude)
    var text = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
