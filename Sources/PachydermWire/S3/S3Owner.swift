/// The one owner of everything in Pachyderm's gateway.
enum S3Owner {
  static let fields = [
    XMLTree("ID", String(repeating: "0", count: 32)), XMLTree("DisplayName", "pachyderm"),
  ]

  static let tree = XMLTree("Owner", fields)
}
