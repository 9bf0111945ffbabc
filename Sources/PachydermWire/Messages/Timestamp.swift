package import SwiftProtobuf

extension Google_Protobuf_Timestamp {
  /// - Parameter unix: seconds; kept to the microsecond.
  package init(unix: Double) {
    let micros = Int64((unix * 1_000_000).rounded())
    let (whole, rest) = micros.quotientAndRemainder(dividingBy: 1_000_000)
    let fraction = rest < 0 ? rest + 1_000_000 : rest
    self.init(seconds: rest < 0 ? whole - 1 : whole, nanos: Int32(fraction) * 1000)
  }

  /// Unix seconds.
  package var unix: Double { Double(seconds) + Double(nanos) / 1_000_000_000 }
}
