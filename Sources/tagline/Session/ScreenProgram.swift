import LabelUI

/// The pure part of a screen program: events in, effects and pictures out.
protocol ScreenProgram {
  /// What is to be done before the first key.
  mutating func start() -> [Effect]
  mutating func update(_ event: Event) -> [Effect]
  func view(_ size: Size, theme: Theme) -> Frame
}

extension AppState: ScreenProgram {}
extension VersionsProgram: ScreenProgram {}
