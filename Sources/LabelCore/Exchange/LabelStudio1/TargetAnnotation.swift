/// An object as a target storage of Label Studio 1.x writes it (1.23.2): one annotation with its task
/// inside, to be stored under `PREFIX/ID`.
package struct TargetAnnotation: Sendable {
  /// Counted from 1 over the whole export: the last part of the key.
  package var id: Int
  /// With all fields that 1.x writes, in its order.
  package var tree: JSON

  /// What goes into every object of an export.
  package struct Setting: Sendable {
    package var writing: AnnotationWriting
    /// Unix seconds of the export.
    package var now: Int

    package init(writing: AnnotationWriting, now: Int) {
      self.writing = writing
      self.now = now
    }
  }

  /// The annotations of a task, numbered from `first`; empty when 1.x could not keep the task.
  ///
  /// - Parameter number: the task's id where the object says none.
  package static func all(
    of task: GatheredTask, number: Int, from first: Int, _ setting: Setting
  ) -> (annotations: [TargetAnnotation], leftOut: [LeftOut]) {
    var leftOut: [LeftOut] = []
    guard let data = setting.writing.data(of: task, &leftOut) else { return ([], leftOut) }
    let counting = SpanCounting(task.object.data ?? .null)
    let writer = TargetWriter(object: task.object, data: data, number: number, setting: setting)
    var annotations: [TargetAnnotation] = []
    for (place, completion) in task.object.completions.enumerated() {
      guard completion.value.members != nil else {
        leftOut.append(LeftOut(.annotation(place), .notAnObject))
        continue
      }
      let result = setting.writing.result(of: completion, counting) {
        leftOut.append(LeftOut(.region(annotation: place, region: $0), $1))
      }
      let id = first + annotations.count
      annotations.append(
        TargetAnnotation(id: id, tree: writer.object(completion, result, id: id)))
    }
    return (annotations, leftOut)
  }

  /// Python's `json.dumps`, as 1.x stores it.
  package var bytes: [UInt8] { tree.bytes(.python) }
}

private struct TargetWriter {
  let object: TaskObject
  let data: JSON
  let number: Int
  let setting: TargetAnnotation.Setting

  /// A project that no Label Studio has: these ids are none of its own.
  private static let project = JSON.int(0)

  func object(_ completion: Completion, _ result: [JSON], id: Int) -> JSON {
    let user = User(completion, setting.writing)
    let made = completion.createdAt ?? setting.now
    let time = JSON.string(Timestamp.stored(made))
    return [
      "id": .int(id),
      "result": .array(result),
      "created_username": .string(user?.line ?? ""),
      "created_ago": .string(Timestamp.ago(setting.now - made)),
      "completed_by": user?.json ?? .null,
      "task": task(time),
      "was_cancelled": .bool(completion.isSkipped),
      "ground_truth": .bool(completion.isHoneypot),
      "created_at": time,
      "updated_at": completion.value["updated_at"].flatMap(iso) ?? time,
      "draft_created_at": .null,
      "lead_time": AnnotationWriting.leadTime(of: completion),
      "import_id": completion.id.map(JSON.int) ?? .null,
      "last_action": .null,
      "bulk_created": false,
      "project": Self.project,
      "updated_by": user?.id.map(JSON.int) ?? .null,
      "parent_prediction": .null,
      "parent_annotation": .null,
      "last_created_by": .null,
    ]
  }

  private func iso(_ value: JSON) -> JSON? {
    Timestamp.seconds(value).map { .string(Timestamp.stored($0)) }
  }

  private func task(_ time: JSON) -> JSON {
    let completions = object.completions
    let skips = completions.count { $0.isSkipped }
    return [
      "id": .int(object.id ?? number),
      "data": data,
      "meta": object.tree["meta"].flatMap { $0.obstacle == nil ? $0 : nil } ?? .object([]),
      "created_at": time,
      "updated_at": time,
      "is_labeled": .bool(completions.count > skips),
      "allow_skip": true,
      "overlap": 1,
      "inner_id": .int((object.id ?? number) &+ 1),
      "total_annotations": .int(completions.count - skips),
      "cancelled_annotations": .int(skips),
      "total_predictions": 0,
      "precomputed_agreement": .null,
      "comment_count": 0,
      "unresolved_comment_count": 0,
      "last_comment_updated_at": .null,
      "project": Self.project,
      "updated_by": .null,
      "file_upload": .null,
      "comment_authors": [],
    ]
  }
}

/// Who completed an annotation, as 1.x spells users.
private struct User {
  var name: String
  var id: Int?

  init?(_ completion: Completion, _ writing: AnnotationWriting) {
    guard case .annotator(let name) = completion.author(writing.digest) else { return nil }
    self.name = name
    id = writing.user(of: completion)
  }

  private var isAddress: Bool { name.contains("@") }

  var json: JSON {
    [
      "id": id.map(JSON.int) ?? .null,
      "first_name": .string(isAddress ? "" : name),
      "last_name": "",
      "email": .string(isAddress ? name : ""),
    ]
  }

  /// `FIRST LAST EMAIL, ID`.
  var line: String { "\(isAddress ? " \(name)" : "\(name) "), \(id.map(String.init) ?? "")" }
}
