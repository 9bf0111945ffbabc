import DataRepository
import PachydermWire
import Testing

@Suite struct GRPCFrameTests {
  static let messages: [Bytes] = [
    [], [1], Bytes(repeating: 7, count: 255), Bytes("last".utf8), [],
    Bytes(repeating: 9, count: 70_000),
  ]
  static let stream = messages.flatMap { GRPCFrame.prefix(of: $0.count) + $0 }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 250, 4096, 100_000])
  func framesMayBeCutAnywhere(_ size: Int) throws {
    var reader = GRPCFrameReader()
    var messages: [Bytes] = []
    for start in stride(from: 0, to: Self.stream.count, by: size) {
      let end = min(start + size, Self.stream.count)
      messages += try reader.take(Bytes(Self.stream[start..<end]))
    }
    #expect(messages == Self.messages)
    #expect(reader.isBetween)
  }

  @Test func aStreamThatEndsInsideAFrameIsNotBetweenFrames() throws {
    for count in 1..<9 {
      var reader = GRPCFrameReader()
      let bytes = GRPCFrame.prefix(of: 4) + Bytes("text".utf8)
      let messages = try reader.take(Bytes(bytes.prefix(count)))
      #expect(reader.isBetween == (count == 9))
      #expect(messages.isEmpty)
    }
  }

  @Test func theLengthIsFourBytesGreatestFirst() {
    #expect(GRPCFrame.prefix(of: 0) == [0, 0, 0, 0, 0])
    #expect(GRPCFrame.prefix(of: 0x0102_0304) == [0, 1, 2, 3, 4])
    #expect(GRPCFrame.prefix(of: 20 << 20) == [0, 0x01, 0x40, 0, 0])
  }

  @Test func aMessageOverTheLimitIsRefusedAtItsPrefix() {
    var reader = GRPCFrameReader(limit: 10)
    #expect(throws: GRPCFrameError.tooLarge(size: 11, limit: 10)) {
      try reader.take(GRPCFrame.prefix(of: 11))
    }
    var other = GRPCFrameReader()
    #expect(throws: GRPCFrameError.tooLarge(size: 0xFFFF_FFFF, limit: 20_971_520 + 65536)) {
      try other.take([0, 255, 255, 255, 255])
    }
  }

  @Test func compressedMessagesAndOtherBytesAreToldApart() {
    var reader = GRPCFrameReader()
    #expect(throws: GRPCFrameError.compressed) { try reader.take([1, 0, 0, 0, 1, 0]) }
    reader = GRPCFrameReader()
    #expect(throws: GRPCFrameError.flag(UInt8(ascii: "<"))) {
      try reader.take(Bytes("<html>".utf8))
    }
  }
}
