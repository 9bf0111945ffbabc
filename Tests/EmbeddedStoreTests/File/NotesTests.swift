import DataRepository
import EmbeddedStore
import LabelCore
import Testing

struct NotesTests {
  private let v1 = Branch(repo: "labeled_data", name: "v1")

  @Test func aNoteStaysOnItsBranchWhereverThatMovesAndGoesWithIt() async throws {
    let store = try EmbeddedStore.inMemory()
    #expect(store.traits.keepsNotes)
    try await store.createRepo("labeled_data", description: "")
    let first = try await store.put([1], at: "/0", on: v1)
    #expect(try await store.notes(of: "labeled_data").isEmpty)
    try await store.setNote("pilot; 第一版", on: v1)
    try await store.put([2], at: "/0", on: v1)
    _ = try await store.createBranch(v1, head: first.id)
    #expect(try await store.notes(of: "labeled_data") == ["v1": "pilot; 第一版"])
    try await store.setNote("", on: v1)
    #expect(try await store.notes(of: "labeled_data").isEmpty)
    try await store.setNote("again", on: v1)
    try await store.deleteBranch(v1, force: false)
    _ = try await store.createBranch(v1, head: nil)
    #expect(try await store.notes(of: "labeled_data").isEmpty)
  }

  @Test func aNoteOnWhatIsNotThereIsRefused() async throws {
    let store = try EmbeddedStore.inMemory()
    try await store.createRepo("labeled_data", description: "")
    let error = await #expect(throws: StoreError.self) { try await store.setNote("x", on: v1) }
    #expect(error?.code == .branchNotFound)
    await #expect(throws: StoreError.self) { try await store.notes(of: "typo") }
  }
}
