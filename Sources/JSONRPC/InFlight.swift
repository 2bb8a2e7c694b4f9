/// Which requests are being worked on, and which progress tokens they use. Each carries a `Handle` of the caller's.
package struct InFlight<Handle> {
  /// Why a request cannot begin.
  package enum Conflict: Error, Equatable {
    case idInUse
    case tokenInUse
  }

  private struct Entry {
    var handle: Handle
    var tokens: Set<ProgressToken>
  }

  private var entries: [RequestID: Entry] = [:]
  private var owners: [ProgressToken: RequestID] = [:]

  /// Nothing in flight.
  package init() {}

  /// The handle of every request in flight, in no order.
  package var handles: [Handle] { entries.values.map(\.handle) }

  /// Notes a request down. Throws, and changes nothing, when another one in flight has its id or one of its tokens.
  package mutating func begin(_ id: RequestID, tokens: Set<ProgressToken>, handle: Handle) throws(Conflict) {
    guard entries[id] == nil else { throw .idInUse }
    guard tokens.allSatisfy({ owners[$0] == nil }) else { throw .tokenInUse }
    entries[id] = Entry(handle: handle, tokens: tokens)
    for token in tokens { owners[token] = id }
  }

  /// Frees a request's id and tokens. Does nothing when it is not in flight.
  package mutating func end(_ id: RequestID) {
    guard let entry = entries.removeValue(forKey: id) else { return }
    for token in entry.tokens { owners[token] = nil }
  }

  /// The handle of the request with this id; nil when none in flight has it.
  package func handle(of id: RequestID) -> Handle? { entries[id]?.handle }

  /// The handle of the request that uses this token; nil when none in flight does.
  package func handle(using token: ProgressToken) -> Handle? { owners[token].flatMap(handle(of:)) }
}
