"""A gRPC server whose messages are plain bytes; prints its port and serves until its input ends.

With --tls CERTIFICATE KEY it speaks TLS. What each method does stands beside it.
"""

import collections
import sys
import threading
import time
from concurrent import futures

import grpc

counts = collections.Counter()
lock = threading.Lock()


def count(name, context):
    """Counts for the test that the call names."""
    with lock:
        counts[key(name, context)] += 1


def key(name, context):
    return name, dict(context.invocation_metadata()).get("test")


def echo(request, context):
    return request


def fail(request, context):
    """Ends with the status that the request names: `5 no such thing`."""
    code, _, message = request.decode().partition(" ")
    codes = {code.value[0]: code for code in grpc.StatusCode}
    context.abort(codes[int(code)], message)


def metadata(request, context):
    """The fields of the call, one a line."""
    return "\n".join(f"{key}: {value}" for key, value in context.invocation_metadata()).encode()


def remaining(request, context):
    """The seconds that the caller gives the call."""
    return str(context.time_remaining()).encode()


def sleep(request, context):
    """Answers when the caller has gone."""
    gone = threading.Event()
    context.add_callback(gone.set)
    count("asleep", context)
    gone.wait()
    count("cancelled", context)
    return b""


def compressed(request, context):
    context.set_compression(grpc.Compression.Gzip)
    return b"a" * 10_000


def tell(request, context):
    with lock:
        return str(counts[key(request.decode(), context)]).encode()


def stream(request, context):
    """As many messages of as many bytes as the request says; then perhaps an error: `3 10 5`."""
    number, size, *code = map(int, request.split())
    for place in range(number):
        yield bytes([place % 256]) * size
        count("sent", context)
    if code:
        fail(f"{code[0]} after {number} messages".encode(), context)


def collect(requests, context):
    """What came: the number of messages, their bytes, and the bytes added up."""
    ended = threading.Event()
    context.add_callback(ended.set)
    number = size = total = 0
    try:
        for message in requests:
            number, size, total = number + 1, size + len(message), total + sum(message[:1])
            count("message", context)
    except grpc.RpcError:
        ended.wait()
    # grpcio ends the loop in the same way when the caller has gone; then the call ends by itself.
    if ended.wait(float(dict(context.invocation_metadata()).get("patience", 0))):
        count("broken", context)
        return b""
    count("whole", context)
    return f"{number} {size} {total}".encode()


def refuse(requests, context):
    """Reads one message, or none, and refuses the call."""
    if dict(context.invocation_metadata()).get("first") == "yes":
        next(requests)
    context.abort(grpc.StatusCode.UNKNOWN, 'repo "raw\u00e9" not found')


def slow(requests, context):
    """Takes its time over each message."""
    size = 0
    for message in requests:
        size += len(message)
        time.sleep(0.01)
    return str(size).encode()


unary = {"Echo": echo, "Fail": fail, "Metadata": metadata, "Remaining": remaining, "Sleep": sleep,
         "Compressed": compressed, "Tell": tell}
handlers = {name: grpc.unary_unary_rpc_method_handler(call) for name, call in unary.items()}
handlers["Stream"] = grpc.unary_stream_rpc_method_handler(stream)
for name, call in {"Collect": collect, "Refuse": refuse, "Slow": slow}.items():
    handlers[name] = grpc.stream_unary_rpc_method_handler(call)

largest = 20 << 20
server = grpc.server(
    futures.ThreadPoolExecutor(max_workers=64),
    options=[("grpc.max_receive_message_length", largest), ("grpc.max_send_message_length", -1)])
server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("test.Bytes", handlers),))
if sys.argv[1:2] == ["--tls"]:
    certificate, key = (open(path, "rb").read() for path in sys.argv[2:4])
    port = server.add_secure_port(
        "127.0.0.1:0", grpc.ssl_server_credentials([(key, certificate)]))
else:
    port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
sys.stdin.read()
server.stop(0)
