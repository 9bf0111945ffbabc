"""Drives a gateway as boto3 and other users of S3 do; prints {check: null or what went wrong}.

`python boto3_checks.py PORT TOKEN`: the gateway asks for TOKEN; bucket `master.raw_data` is empty and
`master.many` holds k/0000 to k/2499.
"""

import concurrent.futures
import datetime
import hashlib
import hmac
import http.client
import io
import json
import sys
import time
import traceback
import urllib.error
import urllib.request

import boto3
import botocore.auth
import botocore.exceptions
from boto3.s3.transfer import TransferConfig
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

PORT, TOKEN = int(sys.argv[1]), sys.argv[2]
ENDPOINT = f"http://127.0.0.1:{PORT}"
BUCKET = "master.raw_data"
KEYS = [
    "with space.txt", "plus+plus.txt", "per%cent", "pct%20lit", "ünï/cödé-日本.txt", "e\u0301-nfd",
    "q?mark", "hash#", "amp&lt<>\"'", "back\\slash", "star*", "br[a]{c}", "colon:semi;",
    "tilde~bang!", "paren(1)", "comma,eq=", "at@dollar$", "caret^bar|", ".hidden", " lead",
    "trail ", "emoji-😀", "x" * 1024, "deep/" * 40 + "end",
]


def client(key=TOKEN, secret=TOKEN, **options):
    options.setdefault("retries", {"max_attempts": 1})
    return boto3.client(
        "s3", endpoint_url=ENDPOINT, aws_access_key_id=key, aws_secret_access_key=secret,
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}, max_pool_connections=16, **options))


s3 = client()


def code_of(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return None


def check_small_puts_are_quick():
    # boto3 sends "Expect: 100-continue" and waits a whole second, each time, where nobody answers it; the quickest
    # of many tells, however busy the machine is.
    body, times = b"x" * 242, []
    for number in range(30):
        start = time.perf_counter()
        s3.put_object(Bucket=BUCKET, Key=f"quick/{number}", Body=body)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.9, times
    assert s3.get_object(Bucket=BUCKET, Key="quick/3")["Body"].read() == body


def check_answers_of_put_get_head():
    put = s3.put_object(Bucket=BUCKET, Key="tasks/1.json", Body=b'{"id": 1}')
    assert len(put["ETag"]) == 66 and len(put["VersionId"]) == 32, put
    got = s3.get_object(Bucket=BUCKET, Key="tasks/1.json")
    assert got["ETag"] == put["ETag"] and got["VersionId"] == "master", got
    assert got["ContentType"] == "application/json" and got["ContentLength"] == 9
    assert abs((datetime.datetime.now(datetime.timezone.utc) - got["LastModified"]).seconds) < 60
    head = s3.head_object(Bucket=BUCKET, Key="tasks/1.json")
    assert head["ContentLength"] == 9 and head["ETag"] == put["ETag"]
    again = s3.put_object(Bucket=BUCKET, Key="tasks/2.json", Body=b'{"id": 1}')
    assert again["ETag"] == put["ETag"] and again["VersionId"] != put["VersionId"]
    old = s3.get_object(Bucket=BUCKET, Key="tasks/1.json", VersionId=put["VersionId"])
    assert old["Body"].read() == b'{"id": 1}'
    assert code_of(s3.head_object, Bucket=BUCKET, Key="absent") == "404"
    assert code_of(s3.get_object, Bucket=BUCKET, Key="absent") == "NoSuchKey"


def check_special_keys():
    for key in KEYS:
        s3.put_object(Bucket=BUCKET, Key="keys/" + key, Body=key.encode())
        assert s3.get_object(Bucket=BUCKET, Key="keys/" + key)["Body"].read() == key.encode(), key
    listed = [o["Key"] for o in s3.list_objects_v2(Bucket=BUCKET, Prefix="keys/")["Contents"]]
    wanted = sorted(("keys/" + key for key in KEYS), key=lambda key: key.encode())
    assert listed == wanted, (listed, wanted)
    v1 = [o["Key"] for o in s3.list_objects(Bucket=BUCKET, Prefix="keys/")["Contents"]]
    assert v1 == wanted
    answer = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": key} for key in wanted]})
    assert [d["Key"] for d in answer["Deleted"]] == wanted and "Errors" not in answer
    assert s3.list_objects_v2(Bucket=BUCKET, Prefix="keys/")["KeyCount"] == 0


def check_paginators():
    wanted = [f"k/{number:04}" for number in range(2500)]
    for operation in ["list_objects", "list_objects_v2"]:
        for size in [None, 7, 999]:
            pages = s3.get_paginator(operation).paginate(
                Bucket="master.many",
                Prefix="k/0" if size == 7 else "",
                PaginationConfig={"PageSize": size} if size else {})
            keys = [o["Key"] for page in pages for o in page["Contents"]]
            assert keys == (wanted[:1000] if size == 7 else wanted), (operation, size, len(keys))
    page = s3.list_objects_v2(Bucket="master.many", StartAfter="k/2490")
    assert page["KeyCount"] == 9 and not page["IsTruncated"]
    page = s3.list_objects_v2(Bucket="master.many", Delimiter="/")
    assert page["CommonPrefixes"] == [{"Prefix": "k/"}] and "Contents" not in page
    page = s3.list_objects_v2(Bucket="master.many", MaxKeys=2, FetchOwner=True)
    assert page["Contents"][0]["Owner"]["DisplayName"] == "pachyderm"
    assert "Owner" not in s3.list_objects_v2(Bucket="master.many", MaxKeys=2)["Contents"][0]


def check_multipart():
    body = bytes(range(256)) * (20 * 4096)
    config = TransferConfig(multipart_threshold=8 << 20, multipart_chunksize=8 << 20)
    commits = s3.put_object(Bucket=BUCKET, Key="mp/before", Body=b"x")["VersionId"]
    s3.upload_fileobj(io.BytesIO(body), BUCKET, "mp/big", Config=config)
    out = io.BytesIO()
    s3.download_fileobj(BUCKET, "mp/big", out, Config=config)
    assert out.getvalue() == body
    ranged = s3.get_object(Bucket=BUCKET, Key="mp/big", Range="bytes=8388600-8388615")
    assert ranged["Body"].read() == body[8388600:8388616]
    assert s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads") is None
    upload = s3.create_multipart_upload(Bucket=BUCKET, Key="mp/small")["UploadId"]
    where = {"Bucket": BUCKET, "Key": "mp/small", "UploadId": upload}
    tags = [s3.upload_part(PartNumber=n, Body=b"tiny", **where)["ETag"] for n in (2, 1)]
    parts = s3.list_parts(**where)["Parts"]
    assert [(p["PartNumber"], p["Size"], p["ETag"]) for p in parts] == [
        (1, 4, tags[1]), (2, 4, tags[0])], parts
    assert s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"][0]["UploadId"] == upload

    def complete(*numbers, tag=tags[0]):
        listed = [{"PartNumber": n, "ETag": tag} for n in numbers]
        return code_of(s3.complete_multipart_upload, MultipartUpload={"Parts": listed}, **where)

    assert complete(1, 2) == "EntityTooSmall"
    assert complete(2, 1) == "InvalidPartOrder"
    assert complete(7) == "InvalidPart"
    assert complete(1, tag='"' + "0" * 64 + '"') == "InvalidPart"
    s3.abort_multipart_upload(**where)
    assert complete(1) == "NoSuchUpload"
    assert code_of(s3.get_object, Bucket=BUCKET, Key="mp/small") == "NoSuchKey"
    assert commits


def check_presigned_urls():
    where = {"Bucket": BUCKET, "Key": "pre signed/ü.txt"}
    # Left alone, boto3 signs URLs in the long retired version 2.
    signer = client(signature_version="s3v4")
    put = signer.generate_presigned_url("put_object", Params=where, ExpiresIn=60)
    request = urllib.request.Request(put, data=b"by url", method="PUT")
    request.add_header("Content-Type", "")
    assert urllib.request.urlopen(request).status == 200
    get = signer.generate_presigned_url("get_object", Params=where, ExpiresIn=60)
    assert urllib.request.urlopen(get).read() == b"by url"
    for broken in [get[:-1] + ("0" if get[-1] != "0" else "1"), get.replace("Expires=60", "Expires=61")]:
        try:
            urllib.request.urlopen(broken)
            raise AssertionError("a changed URL was taken")
        except urllib.error.HTTPError as error:
            assert error.code == 403 and b"SignatureDoesNotMatch" in error.read()


def check_concurrent_puts():
    def put(number):
        return client().put_object(Bucket=BUCKET, Key=f"many/{number}", Body=b"%d" % number)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        versions = {answer["VersionId"] for answer in pool.map(put, range(80))}
    assert len(versions) == 80
    assert s3.list_objects_v2(Bucket=BUCKET, Prefix="many/")["KeyCount"] == 80


def check_refusals():
    get = {"Bucket": BUCKET, "Key": "x"}
    assert code_of(client(key="stranger").get_object, **get) == "InvalidAccessKeyId"
    assert code_of(client(secret="wrong").get_object, **get) == "SignatureDoesNotMatch"
    try:
        urllib.request.urlopen(f"{ENDPOINT}/{BUCKET}/x")
        raise AssertionError("an unsigned request was taken")
    except urllib.error.HTTPError as error:
        assert error.code == 403 and b"AccessDenied" in error.read()


def check_conditions_and_ranges():
    tag = s3.put_object(Bucket=BUCKET, Key="c", Body=b"0123456789")["ETag"]
    where = {"Bucket": BUCKET, "Key": "c"}
    assert code_of(s3.get_object, IfNoneMatch=tag, **where) == "304"
    assert code_of(s3.get_object, IfMatch='"x"', **where) == "412"
    assert s3.get_object(IfMatch=tag, Range="bytes=-3", **where)["Body"].read() == b"789"
    assert code_of(s3.get_object, Range="bytes=10-", **where) == "416"
    assert code_of(s3.put_object, IfNoneMatch="*", Body=b"", **where) == "PreconditionFailed"
    assert code_of(s3.put_object, IfMatch='"x"', Body=b"", **where) == "PreconditionFailed"
    s3.put_object(IfMatch=tag, Body=b"new", **where)
    s3.put_object(Bucket=BUCKET, Key="c-new", IfNoneMatch="*", Body=b"new")
    assert s3.get_object(**where)["Body"].read() == b"new"


def check_copies():
    s3.put_object(Bucket=BUCKET, Key="from/a b+ü", Body=b"copied")
    source = {"Bucket": BUCKET, "Key": "from/a b+ü"}
    copied = s3.copy_object(Bucket=BUCKET, Key="to/copy", CopySource=source)
    assert s3.get_object(Bucket=BUCKET, Key="to/copy")["ETag"] == copied["CopyObjectResult"]["ETag"]
    s3.create_bucket(Bucket="master.copies")
    s3.copy_object(Bucket="master.copies", Key="c", CopySource=source)
    assert s3.get_object(Bucket="master.copies", Key="c")["Body"].read() == b"copied"
    absent = {"Bucket": BUCKET, "Key": "absent"}
    assert code_of(s3.copy_object, Bucket=BUCKET, Key="d", CopySource=absent) == "NoSuchKey"


def check_buckets():
    s3.create_bucket(Bucket="dev.fresh")
    assert "dev.fresh" in [b["Name"] for b in s3.list_buckets()["Buckets"]]
    assert code_of(s3.create_bucket, Bucket="dev.fresh") == "BucketAlreadyOwnedByYou"
    assert s3.get_bucket_location(Bucket="dev.fresh")["LocationConstraint"] == "PACHYDERM"
    assert s3.get_bucket_versioning(Bucket="dev.fresh")["Status"] == "Enabled"
    s3.head_bucket(Bucket="dev.fresh")
    first = s3.put_object(Bucket="dev.fresh", Key="a", Body=b"1")["VersionId"]
    s3.put_object(Bucket="dev.fresh", Key="a", Body=b"2")
    assert s3.get_object(Bucket=f"{first}.fresh", Key="a")["Body"].read() == b"1"
    assert s3.get_object(Bucket=f"{first}.dev.fresh", Key="a")["Body"].read() == b"1"
    assert code_of(s3.put_object, Bucket=f"{first}.fresh", Key="a", Body=b"3") == "MethodNotAllowed"
    assert code_of(s3.delete_bucket, Bucket="dev.fresh") == "BucketNotEmpty"
    s3.delete_object(Bucket="dev.fresh", Key="a")
    s3.delete_object(Bucket="dev.fresh", Key="a")
    s3.delete_bucket(Bucket="dev.fresh")
    assert code_of(s3.head_bucket, Bucket="dev.fresh") == "404"


def check_checksums():
    for algorithm in ["CRC32", "SHA1", "SHA256"]:
        s3.put_object(Bucket=BUCKET, Key="sum", Body=b"sum" * 999, ChecksumAlgorithm=algorithm)
    wrong = code_of(s3.put_object, Bucket=BUCKET, Key="sum", Body=b"x", ChecksumCRC32="AAAAAA==")
    assert wrong == "BadDigest", wrong
    assert s3.get_object(Bucket=BUCKET, Key="sum")["Body"].read() == b"sum" * 999


def streamed(key, payload, header, trailers=b"", break_chunk=False):
    """An aws-chunked PUT whose chunks are signed as the AWS SDK for Java does; status and body."""
    pieces = [payload[i:i + 8192] for i in range(0, len(payload), 8192)] + [b""]
    request = AWSRequest("PUT", f"{ENDPOINT}/{BUCKET}/{key}", headers={
        "Content-Encoding": "aws-chunked", "x-amz-decoded-content-length": str(len(payload))})
    if trailers:
        request.headers["x-amz-trailer"] = "x-amz-checksum-crc32"
    signer = botocore.auth.S3SigV4Auth(Credentials(TOKEN, TOKEN), "s3", "us-east-1")
    signer.payload = lambda _: header
    signer.add_auth(request)
    stamp = request.headers["X-Amz-Date"]
    scope = f"{stamp[:8]}/us-east-1/s3/aws4_request"
    signing = b"AWS4" + TOKEN.encode()
    for part in scope.split("/"):
        signing = hmac.digest(signing, part.encode(), "sha256")
    before = request.headers["Authorization"].rpartition("=")[2]

    def sign(kind, *hashes):
        text = "\n".join([f"AWS4-HMAC-SHA256-{kind}", stamp, scope, before, *hashes])
        return hmac.new(signing, text.encode(), "sha256").hexdigest()

    body, empty = b"", hashlib.sha256().hexdigest()
    for piece in pieces:
        before = sign("PAYLOAD", empty, hashlib.sha256(piece).hexdigest())
        body += f"{len(piece):x};chunk-signature={before}\r\n".encode() + piece
        body += b"\r\n" if piece else b""
    if trailers:
        before = sign("TRAILER", hashlib.sha256(trailers).hexdigest())
        body += trailers.rstrip(b"\n") + f"\r\nx-amz-trailer-signature:{before}\r\n".encode()
    body += b"\r\n"
    if break_chunk:
        body = body.replace(payload[:100], b"!" * 100, 1)
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    connection.request("PUT", f"/{BUCKET}/{key}", body, dict(request.headers.items()))
    answer = connection.getresponse()
    return answer.status, answer.read()


def check_signed_chunks():
    import base64
    import zlib
    payload = bytes(range(256)) * 200
    plain, trailed = ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
    assert streamed("chunks", payload, plain) == (200, b"")
    assert s3.get_object(Bucket=BUCKET, Key="chunks")["Body"].read() == payload
    status, text = streamed("chunks-bad", payload, plain, break_chunk=True)
    assert status == 403 and b"SignatureDoesNotMatch" in text, (status, text)
    crc = base64.b64encode(zlib.crc32(payload).to_bytes(4, "big"))
    good = b"x-amz-checksum-crc32:" + crc + b"\n"
    assert streamed("trailed", payload, trailed, good) == (200, b"")
    assert s3.get_object(Bucket=BUCKET, Key="trailed")["Body"].read() == payload
    status, text = streamed("trailed-bad", payload, trailed, b"x-amz-checksum-crc32:AAAAAA==\n")
    assert status == 400 and b"BadDigest" in text, (status, text)
    for key in ["chunks-bad", "trailed-bad"]:
        assert code_of(s3.get_object, Bucket=BUCKET, Key=key) == "NoSuchKey"


def main():
    results = {}
    for name, check in list(globals().items()):
        if name.startswith("check_"):
            try:
                check()
                results[name] = None
            except Exception:
                results[name] = traceback.format_exc()[-1500:]
    json.dump(results, sys.stdout)


main()
