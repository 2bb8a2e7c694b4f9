extension DecodingError {
  /// What a person needs to know to mend the value: the field, from `root` down, and what is wrong with it.
  func sentence(root: String) -> String {
    switch self {
    case .keyNotFound(let key, let context): "\(path(context.codingPath + [key], root)) is missing."
    case .valueNotFound(_, let context), .typeMismatch(_, let context), .dataCorrupted(let context):
      "\(path(context.codingPath, root)): \(context.debugDescription)"
    @unknown default: "\(root) cannot be read."
    }
  }

  private func path(_ keys: [any CodingKey], _ root: String) -> String {
    keys.reduce(root) { path, key in
      if let index = key.intValue { "\(path)[\(index)]" } else { "\(path).\(key.stringValue)" }
    }
  }
}
