import LabelUI

/// One thing read from the terminal, before it is put together with its neighbours.
enum RawInput: Equatable, Sendable {
  case scalar(Unicode.Scalar)
  case key(Key)
  case mouse(Mouse)
  case pasteBegin
  case pasteEnd
}

/// Puts what the terminal sends together into events: grapheme clusters, Alt, pastes.
struct KeyDecoder {
  /// A longer paste is cut: nobody types a note of this length.
  static let pasteLimit = 100_000

  private var text = String.UnicodeScalarView()
  private var hasEscape = false
  private var paste: String.UnicodeScalarView?
  private var pastedCount = 0

  /// Whether the end of a paste is still to come.
  var isPasting: Bool { paste != nil }

  /// Takes one input; events that are complete by now.
  mutating func take(_ input: RawInput) -> [Event] {
    if paste != nil { return takePasted(input) }
    switch input {
    case .scalar(let scalar) where isControl(scalar):
      return takeControl(scalar)
    case .scalar(let scalar):
      if hasEscape {
        hasEscape = false
        return [.key(.alt(Character(scalar)))]
      }
      text.append(scalar)
      return []
    case .key(let key): return finish() + [.key(key)]
    case .mouse(let mouse): return finish() + [.mouse(mouse)]
    case .pasteBegin:
      let before = finish()
      paste = String.UnicodeScalarView()
      pastedCount = 0
      return before
    case .pasteEnd: return finish()
    }
  }

  /// No more input is waiting: what was held back to see its neighbour is complete.
  mutating func finish() -> [Event] {
    var events = String(text).map { Event.key(.character($0)) }
    text = String.UnicodeScalarView()
    if hasEscape { events.append(.key(.escape)) }
    hasEscape = false
    return events
  }

  /// Ends a paste whose end never came.
  mutating func finishPaste() -> [Event] {
    guard let pasted = paste else { return [] }
    paste = nil
    return pasted.isEmpty ? [] : [.paste(String(pasted))]
  }

  private mutating func takeControl(_ scalar: Unicode.Scalar) -> [Event] {
    var events = text.isEmpty ? [] : finish()
    if scalar.value == 27 {
      if hasEscape { events.append(.key(.escape)) }
      hasEscape = true
      return events
    }
    if hasEscape {
      hasEscape = false
      events.append(.key(.escape))
    }
    if let key = controlKey(scalar) { events.append(.key(key)) }
    return events
  }

  private mutating func takePasted(_ input: RawInput) -> [Event] {
    switch input {
    case .pasteEnd: return finishPaste()
    case .scalar(let scalar):
      guard let kept = pastedScalar(scalar), pastedCount < Self.pasteLimit else { return [] }
      paste?.append(kept)
      pastedCount += 1
      return []
    case .key(.enter): return takePasted(.scalar("\n"))
    case .key(.tab): return takePasted(.scalar("\t"))
    default: return []
    }
  }

  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }

  /// Control characters of a paste are dropped: an escape sequence on a clipboard is not text.
  private func pastedScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\r": "\n"
    case "\n", "\t": scalar
    default: isControl(scalar) ? nil : scalar
    }
  }

  private func controlKey(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 9: return .tab
    case 10, 13: return .enter
    case 8, 127: return .backspace
    case 0: return .control(" ")
    case 1...26: return .control(Character(Unicode.Scalar(UInt8(scalar.value) + 96)))
    case 28...31: return .control(Character(Unicode.Scalar(UInt8(scalar.value) + 64)))
    default: return nil
    }
  }
}
