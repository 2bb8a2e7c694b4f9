import Foundation
import Synchronization

/// A raw TCP server on 127.0.0.1 whose every connection is played by a script, on a thread of its own.
final class LoopbackServer: Sendable {
  let port: Int
  private let listener: Int32
  private let accepted = Atomic<Int>(0)

  /// How many connections were accepted so far.
  var connections: Int { accepted.load(ordering: .acquiring) }

  var origin: String { "http://127.0.0.1:\(port)" }

  /// - Parameter script: gets each connection with its number, 1 for the first; the connection is closed after it.
  init(_ script: @escaping @Sendable (Peer, Int) -> Void) throws {
    (listener, port) = try Self.listen(backlog: 1024)
    let listener = listener
    // The thread must not keep the server alive: it ends when the server's end closes the listening socket.
    let count: @Sendable () -> Int? = { [weak self] in self?.accepted.add(1, ordering: .acquiringAndReleasing).newValue
    }
    Thread.detachNewThread {
      while case let descriptor = Self.closedInChildren(accept(listener, nil, nil)), descriptor >= 0 {
        guard let number = count() else {
          close(descriptor)
          break
        }
        Thread.detachNewThread {
          let peer = Peer(descriptor)
          script(peer, number)
          peer.close()
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// A socket with a port of its own; without a backlog it does not listen, and connections to it are refused.
  static func listen(backlog: Int32?) throws -> (Int32, Int) {
    let descriptor = newSocket()
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) != 0 || backlog.map { Foundation.listen(descriptor, $0) != 0 } ?? false
          || getsockname(descriptor, $0, &length) != 0
      }
    }
    guard !failed else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  static func newSocket() -> Int32 {
    #if canImport(Darwin)
      closedInChildren(socket(AF_INET, SOCK_STREAM, 0))
    #else
      closedInChildren(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    #endif
  }

  /// A child process would hold a connection open that is closed here.
  private static func closedInChildren(_ descriptor: Int32) -> Int32 {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }
}

/// The server's end of one connection, with blocking calls for scripts.
final class Peer: Sendable {
  private let descriptor: Atomic<Int32>

  init(_ descriptor: Int32) { self.descriptor = Atomic(descriptor) }

  /// Reads a request's head and the body its `Content-Length` announces; nil when the client closes first.
  func request() -> String? {
    rest(of: [])
  }

  /// The same for a request that begins with these bytes.
  @discardableResult
  func rest(of bytes: [UInt8]) -> String? {
    var bytes = bytes
    var size = Self.size(bytes)
    while size.map({ bytes.count < $0 }) ?? true {
      guard let more = read() else { return nil }
      bytes += more
      size = size ?? Self.size(bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Some bytes; nil at the end of the connection, in whatever way it comes.
  func read() -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      count = max(0, recv(descriptor.load(ordering: .relaxed), buffer.baseAddress, buffer.count, 0))
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// Waits until the client has closed the connection.
  func awaitClose() { while read() != nil {} }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor.load(ordering: .relaxed), $0.baseAddress, $0.count, Self.noSignal)
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  func sendChunk(_ text: String) {
    send(String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n")
  }

  /// Whether there is room for more to send, or comes to be within the time.
  func canSend(within time: Duration) -> Bool {
    var watched = pollfd(fd: descriptor.load(ordering: .relaxed), events: Int16(POLLOUT), revents: 0)
    return poll(&watched, 1, Int32(time / .milliseconds(1))) > 0
  }

  /// Closes with a reset instead of an orderly end.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor.load(ordering: .relaxed), SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  func close() {
    let value = descriptor.exchange(-1, ordering: .acquiringAndReleasing)
    if value >= 0 { Foundation.close(value) }
  }

  /// The size of the request that these bytes begin, once its head is whole.
  private static func size(_ bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let length = text[..<end.lowerBound].split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
    return text[..<end.upperBound].utf8.count + (length ?? 0)
  }

  #if canImport(Darwin)
    private static let noSignal: Int32 = 0
  #else
    private static let noSignal = Int32(MSG_NOSIGNAL)
  #endif
}

extension Peer {
  /// A client's socket on its way to a port that may never accept it.
  static func connecting(to port: Int) throws -> Peer {
    let descriptor = LoopbackServer.newSocket()
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { throw POSIXError(.EIO) }
    var address = LoopbackServer.loopback(port: port)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
    }
    return Peer(descriptor)
  }

  /// Passes everything on between this connection and a new one to `port`, until either end closes.
  func join(to port: Int) {
    let descriptor = LoopbackServer.newSocket()
    var address = LoopbackServer.loopback(port: port)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
    }
    let other = Peer(descriptor)
    guard result == 0 else { return other.close() }
    Thread.detachNewThread {
      while let bytes = other.read(), self.send(bytes) {}
      self.close()
    }
    while let bytes = read(), other.send(bytes) {}
    other.close()
  }
}
