extension PFS {
  /// Paths of directories end in `/`. `committed` is absent while the commit is open.
  package struct FileInfo: WireMessage {
    package var file: File?
    package var fileType: FileType = .absent
    package var committed: Timestamp?
    package var sizeBytes: Int = 0
    package var hash: WireBytes = .absent

    package init() {}

    package static let fields: [WireField<PFS.FileInfo>] = [
      .init(1, "file", \.file),
      .init(2, "file_type", \.fileType),
      .init(3, "committed", \.committed),
      .init(4, "size_bytes", \.sizeBytes),
      .init(5, "hash", \.hash),
    ]
  }

  /// The path is a glob.
  package struct GetFileRequest: WireMessage {
    package var file: File?
    package var url: String = ""
    package var offset: Int = 0

    package init() {}

    package static let fields: [WireField<PFS.GetFileRequest>] = [
      .init(1, "file", \.file),
      .init(2, "URL", \.url),
      .init(3, "offset", \.offset),
    ]
  }

  /// By path.
  package struct InspectFileRequest: WireMessage {
    package var file: File?

    package init() {}

    package static let fields: [WireField<PFS.InspectFileRequest>] = [
      .init(1, "file", \.file)
    ]
  }

  /// One level; entries behind the marker.
  package struct ListFileRequest: WireMessage {
    package var file: File?
    package var paginationMarker: File?
    package var number: Int = 0
    package var reverse: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.ListFileRequest>] = [
      .init(1, "file", \.file),
      .init(3, "paginationMarker", \.paginationMarker),
      .init(4, "number", \.number),
      .init(5, "reverse", \.reverse),
    ]
  }

  /// Everything below, directories too.
  package struct WalkFileRequest: WireMessage {
    package var file: File?
    package var paginationMarker: File?
    package var number: Int = 0
    package var reverse: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.WalkFileRequest>] = [
      .init(1, "file", \.file),
      .init(2, "paginationMarker", \.paginationMarker),
      .init(3, "number", \.number),
      .init(4, "reverse", \.reverse),
    ]
  }

  /// Files and directories that match.
  package struct GlobFileRequest: WireMessage {
    package var commit: Commit?
    package var pattern: String = ""

    package init() {}

    package static let fields: [WireField<PFS.GlobFileRequest>] = [
      .init(1, "commit", \.commit),
      .init(2, "pattern", \.pattern),
    ]
  }

  /// No `oldFile`: against the parent.
  package struct DiffFileRequest: WireMessage {
    package var newFile: File?
    package var oldFile: File?
    package var shallow: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.DiffFileRequest>] = [
      .init(1, "new_file", \.newFile),
      .init(2, "old_file", \.oldFile),
      .init(3, "shallow", \.shallow),
    ]
  }

  /// Absent on the side where it is not.
  package struct DiffFileResponse: WireMessage {
    package var newFile: FileInfo?
    package var oldFile: FileInfo?

    package init() {}

    package static let fields: [WireField<PFS.DiffFileResponse>] = [
      .init(1, "new_file", \.newFile),
      .init(2, "old_file", \.oldFile),
    ]
  }

  /// One step of a commit; the first sets the commit.
  package struct ModifyFileRequest: WireMessage {
    package var setCommit: Commit?
    package var addFile: AddFile?
    package var deleteFile: DeleteFile?
    package var copyFile: CopyFile?

    package init() {}

    package static let fields: [WireField<PFS.ModifyFileRequest>] = [
      .init(1, oneof: "set_commit", \.setCommit),
      .init(2, oneof: "add_file", \.addFile),
      .init(3, oneof: "delete_file", \.deleteFile),
      .init(4, oneof: "copy_file", \.copyFile),
    ]
  }

  /// Adds at the end of a file; without a source it makes an empty one.
  package struct AddFile: WireMessage {
    package var path: String = ""
    package var datum: String = ""
    package var raw: WireBytes?
    package var url: URLSource?

    package init() {}

    package static let fields: [WireField<PFS.AddFile>] = [
      .init(1, "path", \.path),
      .init(2, "datum", \.datum),
      .init(3, oneof: "raw", \.raw),
      .init(4, oneof: "url", \.url),
    ]
  }

  /// A file that pachd fetches itself.
  package struct URLSource: WireMessage {
    package var url: String = ""
    package var recursive: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.URLSource>] = [
      .init(1, "URL", \.url),
      .init(2, "recursive", \.recursive),
    ]
  }

  /// With a `/` at the end a directory.
  package struct DeleteFile: WireMessage {
    package var path: String = ""
    package var datum: String = ""

    package init() {}

    package static let fields: [WireField<PFS.DeleteFile>] = [
      .init(1, "path", \.path),
      .init(2, "datum", \.datum),
    ]
  }

  /// From a commit of any repo.
  package struct CopyFile: WireMessage {
    package var destination: String = ""
    package var datum: String = ""
    package var source: File?
    package var append: Bool = false

    package init() {}

    package static let fields: [WireField<PFS.CopyFile>] = [
      .init(1, "dst", \.destination),
      .init(2, "datum", \.datum),
      .init(3, "src", \.source),
      .init(4, "append", \.append),
    ]
  }

  /// What stands at a path.
  package enum FileType: Int, WireEnum {
    case reserved, file, directory

    package static let absent = FileType.reserved
    package var wireName: String {
      switch self {
      case .reserved: "RESERVED"
      case .file: "FILE"
      case .directory: "DIR"
      }
    }
  }
}
