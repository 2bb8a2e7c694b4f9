import Testing

@testable import Sandbox

struct MultipartReaderTests {
  private static let body =
    "preamble\r\n--XyZ\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{\"a\":1}\r\n--XyZ\r\n"
    + "content-disposition: form-data; name=audio; filename=\"a b.wav\"\r\nContent-Type: audio/wav\r\n\r\n"
    + "\r\n--XyX\r\r\n--Xy\r\n--XyZ\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--XyZ--\r\nepilogue"

  private static let parts = [
    MultipartPart(name: "metadata", filename: nil, contentType: nil, count: 7, content: Array("{\"a\":1}".utf8)),
    MultipartPart(
      name: "audio", filename: "a b.wav", contentType: "audio/wav", count: 14,
      content: Array("\r\n--XyX\r\r\n--Xy".utf8)),
    MultipartPart(name: "e", filename: nil, contentType: nil, count: 0, content: []),
  ]

  @Test
  func `parts survive every split`() throws {
    let bytes = Array(Self.body.utf8)
    try check([bytes[...]])
    try check(bytes.map { [$0][...] })
    for index in bytes.indices { try check([bytes[..<index], bytes[index...]]) }
  }

  @Test
  func `a body cut anywhere before its closing delimiter is not complete`() throws {
    let bytes = Array(Self.body.dropLast("\r\nepilogue".count).utf8)
    for index in bytes.indices {
      var reader = try #require(MultipartReader(contentType: "multipart/form-data; boundary=XyZ"))
      reader.append(bytes[..<index])
      #expect(!reader.isComplete)
    }
  }

  @Test(arguments: [
    "", "application/json", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
  ])
  func `a body without a boundary is no form`(contentType: String) {
    #expect(MultipartReader(contentType: contentType) == nil)
  }

  @Test
  func `of a large part only the beginning is kept`() throws {
    var reader = try #require(MultipartReader(contentType: "multipart/form-data; boundary=\"b c\""))
    reader.append(Array("--b c\r\nContent-Disposition: form-data; name=\"audio\"\r\n\r\n".utf8)[...])
    let block = [UInt8](repeating: 13, count: 65_536)
    for _ in 0..<48 { reader.append(block[...]) }
    reader.append(Array("\r\n--b c--".utf8)[...])
    #expect(reader.isComplete)
    #expect(reader.parts.first?.count == 48 * 65_536)
    #expect(reader.parts.first?.content.count == MultipartReader.kept)
  }

  private func check(_ pieces: [ArraySlice<UInt8>]) throws {
    var reader = try #require(MultipartReader(contentType: "Multipart/Form-Data; charset=x; boundary=XyZ"))
    for piece in pieces { reader.append(piece) }
    #expect(reader.parts == Self.parts)
    #expect(reader.isComplete)
  }
}
