import Foundation
import LabelCore
import Testing

@testable import LabelUI

/// Each labeling config that comes with the program makes a form that can be answered from its keys alone.
struct ConfigFormTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "configs")

  private static var names: [String] {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".xml") }.sorted()
  }

  private func desk(_ name: String, _ size: Size) throws -> Desk {
    let config = try LabelingConfig(
      parsing: [UInt8](Data(contentsOf: Self.folder.appending(path: name))))
    let data = JSON.object(
      config.fields.map { JSON.Member($0, .string("What is in \($0): \(LabelingTask.letter)")) })
    let tasks = (0..<2).map { index in
      LabelingTask(row: TaskRow(id: index, position: index, key: "\(index).json"), data: data)
    }
    return Desk(tasks, form: LabelForm(config), size: size)
  }

  @Test func thereAreSix() { #expect(Self.names.count == 6) }

  @Test(arguments: names, [Size.normal, .wide])
  func everyControlIsAnsweredFromItsKeys(_ name: String, _ size: Size) throws {
    var desk = try desk(name, size)
    let controls = desk.state.label.form.controls
    for index in controls.indices {
      if desk.state.label.form.hasFocus {
        for _ in controls where desk.state.label.focus != index { desk.press(.tab) }
        #expect(desk.state.label.focus == index)
      }
      desk.strike(try #require(keys(of: controls[index]), "\(controls[index].name)"))
    }
    if desk.saves.isEmpty { desk.press(.enter) }
    let answers = try #require(desk.saves.first?.decision?.answers, "\(desk.picture())")
    #expect(answers.map(\.control) == controls.map(\.name))
  }

  /// What is typed to answer a control that has the focus.
  private func keys(of control: FormControl) -> String? {
    switch control.kind {
    case .choices, .nested, .pairwise: control.choices.last?.key.map(String.init)
    case .rating: "4"
    case .taxonomy: "⏎⏎⎋"
    case .text: "⏎because⎋"
    case .number: "7⏎"
    case .dateTime, .ranker, .labels, .webPage: nil
    }
  }

  @Test(arguments: names, [Size.normal, .wide])
  func nothingIsCutOnItsScreen(_ name: String, _ size: Size) throws {
    let desk = try desk(name, size)
    let form = desk.state.label.form
    let picture = desk.picture()
    #expect(!picture.contains(" more; "), "\(picture)")
    for control in form.controls {
      #expect(picture.contains(control.name))
      guard !control.isField else { continue }
      for choice in control.choices { #expect(picture.contains(choice.title), "\(choice.title)") }
    }
  }
}
