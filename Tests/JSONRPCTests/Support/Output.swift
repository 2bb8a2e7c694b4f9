import Foundation

@testable import JSONRPC

/// What stdout may be, with both its ends.
enum Output: CaseIterable {
  case pipe, pipeThatBlocks, socket

  func open() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    signal(SIGPIPE, SIG_IGN)
    switch self {
    case .pipe, .pipeThatBlocks: precondition(Foundation.pipe(&ends) == 0)
    case .socket: precondition(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    }
    return (ends[0], ends[1])
  }

  func outbox(_ descriptor: Int32, onFailure: @escaping @Sendable () -> Void = {}) -> Outbox {
    let outbox = Outbox(OutputDescriptor(descriptor, reopens: self != .pipeThatBlocks), onFailure: onFailure)
    outbox.begin(.lines)
    return outbox
  }
}
