import Foundation
import Testing

/// The embedded store as foreign programs and other processes see it.
@Suite struct ServeTests {
  @Test func whatBoto3PutsIsSeenByTheOtherCommandsAndBack() throws {
    let shell = try Shell()
    try shell.tagline("create repo labeled_data")
    try shell.tagline("create branch labeled_data@master")
    let served = try ServedStore(in: shell.room)
    let object = #"{"data": {"text": "One"}, "id": 0, "completions": []}"#
    let printed = try served.python(
      """
      s3.put_object(Bucket='master.labeled_data', Key='0', Body=b'''\(object)''')
      print([o['Key'] for o in s3.list_objects(Bucket='master.labeled_data')['Contents']])
      """)
    #expect(printed == "['0']\n")
    #expect(try shell.tagline("get file labeled_data@master:/0") == object)
    try shell.room.write("second", to: "1")
    try shell.tagline("put file labeled_data@master:/1 -f 1")
    let body = try served.python(
      "print(s3.get_object(Bucket='master.labeled_data', Key='1')['Body'].read().decode())")
    #expect(body == "second\n")
    served.stop()
  }

  @Test func commandsReachAServedStoreThroughItsGateway() throws {
    let shell = try Shell()
    try shell.tagline("create repo raw_data")
    try shell.tagline("create branch raw_data@master")
    let served = try ServedStore(in: shell.room)
    let gateway = "--endpoint \(served.address) --pachd none"
    try shell.room.write("{\"text\": \"One\"}", to: "one.json")
    try shell.tagline("put file raw_data@master:/one.json -f one.json \(gateway)")
    #expect(
      try shell.tagline("get file raw_data@master:/one.json \(gateway)") == "{\"text\": \"One\"}")
    #expect(try shell.tagline("list file raw_data@master").contains("/one.json file 15B"))
    #expect(try shell.tagline("versions raw_data \(gateway)").contains("master"))
    let said = try shell.complaint("create branch raw_data@v1 --head master \(gateway)", ends: 2)
    #expect(said.contains("--pachd ADDRESS"))
    served.stop()
    // The port may be somebody else's by now.
    _ = try shell.complaint("list repo --endpoint http://127.0.0.1:1 --pachd none", ends: 3)
  }

  @Test func aLargeObjectPassesThroughWithoutSittingInMemory() throws {
    let shell = try Shell()
    try shell.tagline("create repo b")
    try shell.tagline("create branch b@master")
    let served = try ServedStore(in: shell.room)
    let before = try served.peakMemory()
    let printed = try served.python(
      """
      import hashlib, http.client
      address, size = '\(served.address)'.split('//')[1], 320
      def open(): return http.client.HTTPConnection(address)
      def pieces():
        for number in range(size):
          piece = bytes([number % 256]) * (1 << 20)
          up.update(piece)
          yield piece
      up, down, connection = hashlib.sha256(), hashlib.sha256(), open()
      connection.request('PUT', '/master.b/large', pieces(), {'Content-Length': str(size << 20)})
      print(connection.getresponse().status)
      connection = open()
      connection.request('GET', '/master.b/large')
      answer = connection.getresponse()
      while piece := answer.read(1 << 20): down.update(piece)
      print(answer.status, up.digest() == down.digest())
      """)
    #expect(printed == "200\n200 True\n")
    // SQLite's own cache may take 64 MiB of it.
    #expect(try served.peakMemory() - before < 160, "MiB for an object of 320")
    served.stop()
  }

  @Test func anAddressInUseIsSaid() throws {
    let shell = try Shell()
    let served = try ServedStore(in: shell.room)
    let port = try #require(served.address.split(separator: ":").last)
    let said = try shell.complaint("serve --listen 127.0.0.1:\(port)", ends: 5)
    #expect(said.contains("cannot listen on 127.0.0.1:\(port)"))
  }
}
