import JSONRPC

/// The requests and notifications that the tests know.
enum Method {
  enum Subtract: RequestType {
    struct Params: Codable, Sendable {
      var minuend: Int
      var subtrahend: Int

      init(from decoder: any Decoder) throws {
        if case .array = try JSONValue(from: decoder) {
          var numbers = try decoder.unkeyedContainer()
          minuend = try numbers.decode(Int.self)
          subtrahend = try numbers.decode(Int.self)
        } else {
          let members = try decoder.container(keyedBy: CodingKeys.self)
          minuend = try members.decode(Int.self, forKey: .minuend)
          subtrahend = try members.decode(Int.self, forKey: .subtrahend)
        }
      }
    }

    typealias Result = Int
    static let method = "subtract"
  }

  enum Sum: RequestType {
    typealias Params = [Int]
    typealias Result = Int
    static let method = "sum"
  }

  enum GetData: RequestType {
    typealias Params = JSONValue
    typealias Result = JSONValue
    static let method = "get_data"
  }

  /// A request that the tests' handlers do various things with.
  enum Work: RequestType {
    struct Params: Codable, Sendable {
      var name: String?
      var workDoneToken: ProgressToken?
      var partialResultToken: ProgressToken?
    }

    typealias Result = String
    static let method = "work"
  }

  enum Update: NotificationType {
    typealias Params = [Int]
    static let method = "update"
  }

  enum Note: NotificationType {
    struct Params: Codable, Sendable {
      var text: String
    }

    static let method = "note"
  }
}
