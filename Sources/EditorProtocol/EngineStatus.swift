import JSONRPC
package import Notes

/// `soapNote/status`: which engine is in force, and why.
package enum GetStatus: RequestType {
  package static let method = "soapNote/status"

  package struct Params: Codable, Sendable {
    /// Whether to try the endpoint.
    package var probe: Bool?
  }

  package typealias Result = EngineStatus
}

/// What is in force; holds no key.
package struct EngineStatus: Codable, Sendable, Equatable {
  package struct Key: Codable, Sendable, Equatable {
    package var found: Bool
    /// Where it comes from, such as `SOAPNOTEAPI_KEY`.
    package var source: String?

    package init(found: Bool, source: String?) {
      self.found = found
      self.source = source
    }
  }

  package struct Versions: Codable, Sendable, Equatable {
    package var server: String
    /// libcurl with its TLS library; missing when it cannot be loaded.
    package var libcurl: String?

    package init(server: String, libcurl: String?) {
      self.server = server
      self.libcurl = libcurl
    }
  }

  /// Whether the endpoint answers as it should, and how fast.
  package struct Probe: Codable, Sendable, Equatable {
    /// Milliseconds from the start until each step was done; missing for a step that was not made or not reached.
    package struct Timing: Codable, Sendable, Equatable {
      package var nameLookupMs: Int?
      package var connectMs: Int?
      package var tlsMs: Int?
      package var firstByteMs: Int?

      package init(nameLookupMs: Int?, connectMs: Int?, tlsMs: Int?, firstByteMs: Int?) {
        self.nameLookupMs = nameLookupMs
        self.connectMs = connectMs
        self.tlsMs = tlsMs
        self.firstByteMs = firstByteMs
      }
    }

    package var reachable: Bool
    package var timing: Timing
    package var httpStatus: Int?
    package var reason: Reason?
    /// What went wrong, and what to do.
    package var message: String?

    package init(_ failure: EngineError?, timing: Timing) {
      reachable = failure == nil
      self.timing = timing
      httpStatus = failure?.httpStatus
      reason = failure?.reason
      message = failure?.message
    }
  }

  package var engine: String
  /// Why that one.
  package var reason: String
  package var engines: [String]
  /// The address of the engine in force; missing for the offline engine.
  package var endpoint: String?
  package var key: Key
  package var specialty: String
  package var versions: Versions
  /// Settings that are wrong and have no effect.
  package var problems: [String]
  package var probe: Probe?

  package init(
    engine: String, reason: String, engines: [String], endpoint: String?, key: Key, specialty: String,
    versions: Versions, problems: [String]
  ) {
    self.engine = engine
    self.reason = reason
    self.engines = engines
    self.endpoint = endpoint
    self.key = key
    self.specialty = specialty
    self.versions = versions
    self.problems = problems
  }
}

/// `soapNote/reload`: reads the configuration and keys again.
package enum Reload: RequestType {
  package static let method = "soapNote/reload"
  package typealias Params = Empty

  package struct Result: Codable, Sendable, Equatable {
    package var engine: String
    package var problems: [String]

    package init(engine: String, problems: [String]) {
      self.engine = engine
      self.problems = problems
    }
  }
}

/// `soapNote/prepare`: the user is about to ask for a note.
package enum Prepare: NotificationType {
  package static let method = "soapNote/prepare"
  package typealias Params = Empty
}
