import Foundation
import JSONRPC
import Testing

/// Writes without a buffer between.
private func write(_ text: String, to descriptor: Int32) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    == text.utf8.count
}

@Test func `what is printed by accident goes to stderr, and the protocol to stdout`() async throws {
  let result = try await #require(
    processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
  ) {
    let streams = try StandardStreams.takeOver()
    print("stray")
    fflush(nil)
    #expect(write("frame", to: streams.output))
    exit(0)
  }
  #expect(String(decoding: result.standardOutputContent, as: UTF8.self) == "frame")
  #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("stray\n"))
}

@Test func `child processes get none of the protocol's streams, and SIGPIPE does not kill`() async {
  await #expect(processExitsWith: .exitCode(7)) {
    let streams = try StandardStreams.takeOver()
    for descriptor in [streams.input, streams.output] {
      #expect(descriptor > STDERR_FILENO)
      #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
    }
    var byte: UInt8 = 0
    #expect(read(STDIN_FILENO, &byte, 1) == 0)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    #expect(!write("x", to: ends[1]))
    exit(7)
  }
}

@Test func `closed standard input is empty, and a closed standard error takes what it is given`() async {
  await #expect(processExitsWith: .exitCode(7)) {
    for stream in [STDIN_FILENO, STDERR_FILENO] { close(stream) }
    let streams = try StandardStreams.takeOver()
    var byte: UInt8 = 0
    let isAtEnd = read(streams.input, &byte, 1) == 0
    let takesErrors = write("x", to: STDERR_FILENO)
    let isClear = streams.input > STDERR_FILENO && streams.output > STDERR_FILENO
    exit(isAtEnd && takesErrors && isClear ? 7 : 1)
  }
}

@Test func `without standard output there is nobody to answer`() async {
  await #expect(processExitsWith: .exitCode(7)) {
    close(STDOUT_FILENO)
    do throws(StandardStreams.Failure) {
      _ = try StandardStreams.takeOver()
    } catch {
      exit(error.number == EBADF ? 7 : 1)
    }
  }
}
