import LabelCore

/// Where the parts of the versions screen stand (ux drawings 3a and 3b).
struct VersionListGeometry: Equatable {
  let layout: VersionsLayout
  /// Rows of versions.
  let rows: Range<Int>
  /// About the version at the cursor; empty on small screens.
  let details: Range<Int>

  init(size: Size) {
    layout = VersionsLayout(size: size)
    let end = layout.messageRow - 1
    let height = layout.isSmall ? 0 : (layout.isWide ? (end - 4) * 2 / 3 : (end - 4) / 2)
    rows = layout.isSmall ? 1..<max(1, layout.messageRow) : Range(4, upTo: end - height - 1)
    details = layout.isSmall ? 0..<0 : Range(end - height, upTo: end)
  }
}

extension VersionListState {
  package func title(_ shell: VersionsShell) -> (left: String, right: String) {
    ("versions of \(repo)", list?.store ?? "")
  }

  package func hints(_ keymap: Keymap, _ shell: VersionsShell) -> [Hint] {
    [Hint([.reload], "reload", in: keymap)].compactMap { $0 }
  }

  package func draw(on canvas: inout Canvas, _ shell: VersionsShell) {}
}
