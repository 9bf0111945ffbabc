import ArgumentParser
import Foundation
import LabelCore
import Testing

@testable import tagline

@Suite struct LabelStudioOptionsTests {
  private func start(_ words: [String]) async throws -> StartSession {
    try #require(try await Tagline.asyncParseAsRoot(["start"] + words) as? StartSession)
  }

  @Test func theDocumentedCommandIsRead() async throws {
    let command = try await start([
      "my-text-project/", "--init", "--source", "s3", "--source-path", "master.raw_data",
      "--input-format=text", "--target", "s3-completions", "--target-path",
      "master.labeled_data", "--force", "--log-level", "DEBUG", "--source-params",
      "{\"use_blob_urls\": false, \"regex\": \".*\"}",
    ])
    #expect(command.studio.directory == "my-text-project/")
    #expect(command.studio.`init` && command.studio.force)
    #expect(command.studio.sourcePath == "master.raw_data")
    #expect(command.studio.targetPath == "master.labeled_data")
    #expect(command.studio.sourceParams == "{\"use_blob_urls\": false, \"regex\": \".*\"}")
    #expect(command.studio.ignored == ["--log-level"])
  }

  @Test func flagsOfTheWebServerAreTakenAndNamed() async throws {
    let command = try await start([
      "dir", "-b", "-p", "8200", "--host", "localhost", "--debug", "-v", "--use-gevent",
      "--cert", "c", "--key", "k", "--protocol", "https://", "--username", "u", "--password", "p",
      "--ml-backends", "http://a", "http://b", "--output-dir", "o", "--no-browser",
    ])
    #expect(command.studio.web.mlBackends == ["http://a", "http://b"])
    #expect(command.studio.ignored.contains("--port"))
    #expect(command.studio.ignored.contains("--ml-backends"))
    #expect(command.studio.settings.isEmpty)
  }

  @Test func shortFormsAreThoseOfLabelStudio() async throws {
    let command = try await start(["dir", "-l", "config.xml", "-s", "s3", "-t", "s3-completions"])
    #expect(command.studio.labelConfig == "config.xml")
    #expect(command.studio.settings == ["--label-config"])
  }

  @Test func theWordCommitAfterStartIsPachctls() async throws {
    let command = try await Tagline.asyncParseAsRoot(["start", "commit", "raw_data@master"])
    #expect((command as? StartCommit)?.branch.description == "raw_data@master")
    #expect(try await start(["./commit"]).studio.directory == "./commit")
  }
}

@Suite struct FileImportTests {
  @Test func workspacesStandBesideTheirFile() {
    #expect(FileImport.workspaceName(for: "mails.csv") == "./mails-labels")
    #expect(FileImport.workspaceName(for: "/data/a.b.jsonl") == "/data/a.b-labels")
  }

  @Test func branchesAreCalledLikeTheFileAsFarAsNamesAllow() {
    #expect(FileImport.branchName(for: "/x/my mails (2).csv") == "my-mails--2-")
    #expect(FileImport.branchName(for: "master.csv") == "master-file")
  }

  @Test func aWorkspaceOfAnotherFileIsNotGoneOnWith() throws {
    let directory = NSTemporaryDirectory() + "origin-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try FileImport.checkOrigin(of: directory, file: "mails.txt")
    let entry = #"{"0": {"key": "s3://master.raw_data/mails.csv/0000", "exists": true}}"#
    try Data(entry.utf8).write(to: URL(filePath: directory + "/source.json"))
    try FileImport.checkOrigin(of: directory, file: "mails.csv")
    #expect(throws: Failure.self) {
      try FileImport.checkOrigin(of: directory, file: "mails.txt")
    }
  }
}

@Suite struct AnnotatorTests {
  @Test func theStrongestSourceNames() throws {
    let settings = URL(filePath: NSTemporaryDirectory() + "settings-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: settings) }
    try Data(#"{"annotator": "configured", "theme": "dark"}"#.utf8).write(to: settings)
    let all = ["TAGLINE_ANNOTATOR": "variable", "USER": "user"]
    func name(
      _ flag: String?, _ environment: [String: String], account: String? = "account"
    ) -> String {
      Annotator.name(flag: flag, environment: environment, settings: settings) { account }
    }
    #expect(name("flag", all) == "flag")
    #expect(name(nil, all) == "variable")
    #expect(name(nil, ["USER": "user"]) == "configured")
    try FileManager.default.removeItem(at: settings)
    #expect(name(nil, ["USER": "user"]) == "user")
    #expect(name("", [:]) == "account")
    #expect(name("", [:], account: nil) == "")
    #expect(Annotator.name(flag: nil, environment: [:], settings: settings) != "")
  }
}

@Suite struct FindingTests {
  @Test func aLineHasLevelTopicTextAndMend() {
    let finding = Finding(.warning, "locale", "ANSI: lines in ASCII", mend: "export LC_ALL=C.UTF-8")
    #expect(
      finding.line(isColoured: false)
        == "note locale      ANSI: lines in ASCII -> export LC_ALL=C.UTF-8")
    #expect(Finding(.good, "store", "a\nb").line(isColoured: false) == "ok   store       a; b")
  }
}
