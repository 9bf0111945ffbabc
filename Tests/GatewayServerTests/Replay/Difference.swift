/// Where our gateway does not answer as Pachyderm 1.13.4 did, on purpose.
struct Difference {
  var name: String
  var status: Int
  var code: String?
  var why: String

  private static func group(_ why: String, _ status: Int, _ code: String?, _ names: String)
    -> [Difference]
  {
    names.split(separator: " ").map {
      Difference(name: String($0), status: status, code: code, why: why)
    }
  }

  static let all = [
    group(
      "no such bucket can be named; 500 makes clients try again", 400, "InvalidBucketName",
      "07#1 07#2"),
    group(
      "a version 2 listing is answered as one", 200, nil,
      "09#6 48#1 48#2 48#3 48#5"),
    group(
      "no token of ours", 400, "InvalidArgument",
      "48#4"),
    group(
      "a directory is no object: its body would be useless", 404, "NoSuchKey",
      "22#1 23#6 55#4"),
    group(
      "a directory is no object: its body would be useless", 404, nil,
      "22#2"),
    group(
      "a put on a directory's name would lose what is in it", 400, "InvalidFilePath",
      "23#4"),
    group(
      "the directory is still there", 200, nil,
      "23#5 23#7 24#8"),
    group(
      "a client that follows 301 with GET would lose what it put", 400, "InvalidFilePath",
      "24#1 24#2 24#3 24#4 24#6 24#7"),
    group(
      "a body that is not what its hash says is refused", 400, "XAmzContentSHA256Mismatch",
      "26#1 67#2"),
    group(
      "a body that is not what its hash says is refused", 404, "NoSuchKey",
      "67#3"),
    group(
      "the envelope of an aws-chunked body is taken off", 200, nil,
      "26#4"),
    group(
      "every printable key can be stored", 200, nil,
      "32#3 32#4 32#9 32#10 32#11 32#12 32#13 32#14 32#21 32#22 32#23 32#24 32#27 32#28"
        + " 32#29 32#30 32#33 32#34 32#35 32#36 32#45 32#46 33#1 33#3 34#1 34#2 66#8"),
    group(
      "every printable key can be stored; escapes are as asked for", 200, nil,
      "33#2"),
    group(
      "a line end in a key is an invalid key, like other control characters", 400,
      "InvalidFilePath",
      "36#2"),
    group(
      "pages are in the order of bytes, so that none loses keys", 200, nil,
      "43#1 44#3 44#4 44#5 46#1 46#3 47#2"),
    group(
      "a DELETE of a directory's name deletes no files", 200, nil,
      "54#3 56#2"),
    group(
      "an empty directory does not stay", 200, nil,
      "55#3"),
    group(
      "the copy's commit is told", 200, nil,
      "57#1"),
    group(
      "parts are listed as they are", 200, nil,
      "58#3"),
    group(
      "the upload is listed", 200, nil,
      "58#4"),
    group(
      "parts need no repo of their own", 200, nil,
      "58#15"),
    group(
      "signed reads of keys that Pachyderm could not store", 200, nil,
      "66#2 66#4 66#5 66#6"),
    group(
      "a body that ends early is refused at once", 400, "IncompleteBody",
      "70#1 71#1"),
  ].flatMap { $0 }
}
