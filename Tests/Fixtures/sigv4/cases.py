"""Signs requests with botocore's S3SigV4Auth and S3SigV4QueryAuth and prints them as JSON.

Run `python cases.py > cases.json`; the tests compare our signer with the file, and with a fresh run.
"""

import datetime
import json
import sys
from unittest import mock

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.utils import percent_encode

NOW = datetime.datetime(2026, 11, 23, 10, 34, 2, tzinfo=datetime.timezone.utc)
HOST = "127.0.0.1:30600"
KEYS = [
    "plain", "tasks/1.json", "with space.txt", " lead", "trail ", "plus+plus", "per%cent",
    "pct%20lit", "eq=eq", "a&b", "dots...", ".hidden", "a/./b", "a/../b", "double//slash",
    "/leading", "//two", "trailing/", "ünï/cödé-日本.txt", "e\u0301-nfd", "emoji-😀", "q?mark",
    "hash#", "quote\"'", "lt<>gt", "back\\slash", "star*", "br[a]{c}", "colon:semi;", "tilde~bang!",
    "paren(1)", "comma,", "at@dollar$", "caret^bar|", "under_score-dash", "x" * 1024,
]
QUERIES = [
    "list-type=2&prefix=a&delimiter=%2F", "prefix=&marker=", "uploads", "delete", "acl&versionId=x",
    "uploadId=97d5eb7f&partNumber=1", "z=1&a=2&m=3", "b=2&a=1&B=3&A=4", "a=2&a=1",
    "prefix=with%20space%2Bplus%25percent%3Deq", "prefix=%C3%BCn%C3%AF", "continuation-token=YQ%3D%3D",
    "key=a%26b&key2=", "location", "versioning", "start-after=a%2F1&max-keys=3&list-type=2",
    "encoding-type=url&fetch-owner=true&list-type=2", "response-content-type=text%2Fplain",
    "a-b=1&a.b=2&a_b=3&a~b=4", "ab=1&a=2&abc=3",
]
HEADERS = [
    {"Range": "bytes=0-3"}, {"Content-Type": "application/json", "Content-MD5": "XUFAKrxLKna5cZ2REBfFkg=="},
    {"x-amz-meta-note": "  two   spaces  inside  "}, {"x-amz-copy-source": "/b/with%20space"},
    {"If-None-Match": "\"abc\"", "User-Agent": "never signed", "Expect": "100-continue"},
    {"X-Amz-Acl": "private", "X-Amz-Tagging": "a=b&c=d"}, {"x-amz-checksum-crc32": "NhCmhg=="},
    {"Content-Encoding": "aws-chunked", "x-amz-decoded-content-length": "5"},
]


def case(method, key, query="", headers=None, body=b"", **options):
    return {
        "method": method, "path": "/master.labeled_data/" + percent_encode(key, safe="/~"),
        "query": query, "headers": headers or {}, "body": body.decode(), "token": None,
        "accessKey": "AKIDEXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "region": "us-east-1", "unsigned": False, "expires": None, **options,
    }


def cases():
    for key in KEYS:
        yield case("GET", key)
    for key in ["with space.txt", "plus+plus", "ünï"]:
        yield case("PUT", key, body=b'{"id": 1}')
        yield case("PUT", key, body=b"x" * 300, unsigned=True)
    for query in QUERIES:
        yield case("GET", "", query)
    for headers in HEADERS:
        yield case("PUT", "h", headers=headers, body=b"hello")
    for token in ["a/token+with=chars", "t" * 400]:
        yield case("GET", "token", token=token)
        yield case("POST", "", "delete", body=b"<Delete/>", token=token)
    for region in ["", "PACHYDERM", "eu-central-1"]:
        yield case("HEAD", "region", region=region)
    yield case("DELETE", "token", accessKey="a/b/c", secret="a/b/c")
    for key in KEYS[:12] + ["ünï/cödé-日本.txt"]:
        yield case("GET", key, expires=3600)
    yield case("PUT", "put url", expires=60)
    yield case("GET", "with token", expires=60, token="tok/en+=")
    yield case("GET", "q", "versionId=a%2Bb&response-content-type=text%2Fplain", expires=604800)


def sign(item):
    url = f"http://{HOST}{item['path']}" + ("?" + item["query"] if item["query"] else "")
    request = AWSRequest(item["method"], url, headers=item["headers"], data=item["body"].encode())
    request.headers["Host"] = HOST
    credentials = Credentials(item["accessKey"], item["secret"], item["token"])
    if item["unsigned"]:
        request.context["client_config"] = Config(s3={"payload_signing_enabled": False})
    if item["expires"] is None:
        signer = botocore.auth.S3SigV4Auth(credentials, "s3", item["region"])
    else:
        signer = botocore.auth.S3SigV4QueryAuth(
            credentials, "s3", item["region"], expires=item["expires"])
    with mock.patch("botocore.auth.get_current_datetime", lambda *_: NOW):
        signer.add_auth(request)
    if item["expires"] is None:
        item["authorization"] = request.headers["Authorization"]
    else:
        item["signature"] = request.url.rpartition("X-Amz-Signature=")[2]
    return item


json.dump(
    {"host": HOST, "time": NOW.timestamp(), "cases": [sign(item) for item in cases()]},
    sys.stdout, indent=1, ensure_ascii=False)
print()
