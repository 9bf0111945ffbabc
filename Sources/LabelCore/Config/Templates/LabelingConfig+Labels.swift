extension LabelingConfig {
  /// A config that asks for one of `labels` about the member `field` of each task.
  package static func xml(labels: [String], field: String = "text") -> String {
    let choices = labels.map { "    <Choice value=\"\(escaped($0))\"/>\n" }.joined()
    return """
      <View>
        <Text name="text" value="$\(escaped(field))"/>
        <Choices name="label" toName="text" choice="single">
      \(choices)  </Choices>
      </View>

      """
  }

  /// Fit to stand in a quoted attribute; white space other than blanks survives as references, and
  /// characters that XML cannot hold are left out.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value & 0xfffe == 0xfffe: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
