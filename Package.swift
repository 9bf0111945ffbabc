// swift-tools-version: 6.2
import PackageDescription

/// Our own targets are built with warnings as errors; packages we use are not ours to police.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

/// A C target over a system library, so that Swift cannot touch the library's globals or variadics.
func shim(_ name: String, linking libraries: [String], at path: String? = nil) -> Target {
  .target(name: name, path: path, linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// One of our libraries or the program itself.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one module; fixtures are read from `Tests/Fixtures` beside them.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "tagline",
  products: [.executable(name: "tagline", targets: ["tagline"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
  ],
  targets: [
    shim("CTerminal", linking: ["ncursesw", "tinfo"]),
    shim("CCurl", linking: ["curl", "ssl"]),
    shim("CCrypto", linking: ["crypto"]),
    .systemLibrary(name: "CHTTP2", pkgConfig: "libnghttp2"),
    module("LabelCore", []),
    module("LabelUI", ["LabelCore"]),
    module("DataRepository", ["LabelCore", "CCrypto"]),
    module("EmbeddedStore", ["DataRepository", "LabelCore", grdb, sqlite]),
    module("PachydermWire", ["DataRepository", "LabelCore", "CCrypto", protobuf]),
    module(
      "PachydermClient",
      ["PachydermWire", "DataRepository", "LabelCore", "CCurl", "CHTTP2", protobuf, logging]),
    module(
      "GatewayServer",
      [
        "PachydermWire", "DataRepository", "LabelCore", hummingbird, hummingbirdCore, logging,
        nioCore, nioHTTPTypes, httpTypes, protobuf,
      ]),
    module("Workspace", ["DataRepository", "LabelCore", grdb, logging]),
    .executableTarget(
      name: "tagline",
      dependencies: [
        "CTerminal", "LabelCore", "LabelUI", "DataRepository", "EmbeddedStore", "PachydermWire",
        "PachydermClient", "GatewayServer", "Workspace", argumentParser, logging,
      ],
      swiftSettings: strict),
    shim("CVTerm", linking: ["vterm", "util"], at: "Tests/CVTerm"),
    .target(
      name: "TestSupport", dependencies: ["DataRepository"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("LabelCoreTests", ["LabelCore", "TestSupport"]),
    tests("LabelUITests", ["LabelUI", "LabelCore", "TestSupport"]),
    tests("EmbeddedStoreTests", ["EmbeddedStore", "DataRepository", "LabelCore", grdb]),
    tests(
      "PachydermWireTests",
      ["PachydermWire", "TestSupport", "DataRepository", "LabelCore", protobuf]),
    tests(
      "PachydermClientTests",
      [
        "PachydermClient", "PachydermWire", "TestSupport", "DataRepository", "LabelCore", protobuf,
      ]),
    tests(
      "GatewayServerTests",
      [
        "GatewayServer", "PachydermWire", "EmbeddedStore", "TestSupport", "DataRepository",
        "LabelCore", logging,
      ]),
    tests(
      "WorkspaceTests",
      ["Workspace", "EmbeddedStore", "DataRepository", "LabelCore", "TestSupport", grdb]),
    tests(
      "ContractTests",
      [
        "EmbeddedStore", "PachydermClient", "PachydermWire", "GatewayServer", "DataRepository",
        "LabelCore", "TestSupport", "Workspace", "tagline", logging, protobuf,
      ]),
    tests(
      "TaglineTests",
      [
        "tagline", "PachydermWire", "DataRepository", "EmbeddedStore", "LabelCore", "LabelUI",
        "Workspace", argumentParser,
      ]),
    tests("EndToEndTests", ["CVTerm", "TestSupport", grdb]),
  ]
)
