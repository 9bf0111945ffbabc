"""A pachd for tests, made of the message classes of the published client python-pachyderm.

    python server.py 1|2

It answers as the recordings of 1.13.4 or 2.0.8 do and keeps its state in memory. Commands come on
standard input, one a line, and each is answered by one line; it ends when its input does:

    open            a new world, empty: answers the port of loopback where it is served
    close PORT      the end of that world
    at PORT FAULT   a fault of that world, see faults.py
"""

import sys
import threading
import time
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2, symbol_database

from common import Failure, World
from faults import Faults, repo_of

MAX_MESSAGE = 20 * 1024 * 1024


class Service:
    """One service of a world: its methods as the published descriptor tells them."""

    def __init__(self, descriptor, target, world, faults):
        self.target, self.world, self.faults = target, world, faults
        file = descriptor_pb2.FileDescriptorProto()
        descriptor.file.CopyToProto(file)
        kinds = next(s for s in file.service if s.name == descriptor.name)
        classes = symbol_database.Default()
        self.methods = {}
        for method, kind in zip(descriptor.methods, kinds.method):
            self.methods[method.name] = self.handler(
                method.name,
                classes.GetPrototype(method.input_type),
                kind.client_streaming,
                kind.server_streaming,
            )

    def handler(self, name, request_class, takes_stream, gives_stream):
        def serve(request, context):
            try:
                self.faults.check(context.invocation_metadata())
                answer = self.call(name, request, takes_stream, context)
                if not gives_stream:
                    return answer
            except Failure as failure:
                context.abort(failure.code, failure.message)
            return self.stream(name, request, answer, context)

        make = {
            (False, False): grpc.unary_unary_rpc_method_handler,
            (False, True): grpc.unary_stream_rpc_method_handler,
            (True, False): grpc.stream_unary_rpc_method_handler,
            (True, True): grpc.stream_stream_rpc_method_handler,
        }[takes_stream, gives_stream]
        return make(
            serve,
            request_deserializer=request_class.FromString,
            response_serializer=lambda message: message.SerializeToString(),
        )

    def call(self, name, request, takes_stream, context):
        method = getattr(self.target, name, None)
        if method is None:
            raise Failure(f"{name} is not part of this server", grpc.StatusCode.UNIMPLEMENTED)
        if takes_stream:
            messages = []
            for message in self.faults.watched(name, self.received(request, context)):
                if not messages:
                    self.faults.check_repo(name, repo_of(message))
                messages.append(message)
            request = messages
        else:
            self.faults.check_repo(name, repo_of(request))
        with self.world.changed:
            answer = method(request, context)
            self.world.changed.notify_all()
            return answer

    @staticmethod
    def received(request, context):
        """The messages of a stream that was ended, not broken, by its client. Of a broken one grpcio tells the end
        first, and on another thread a moment later that it is broken."""
        yield from request
        for _ in range(5):
            if not context.is_active():
                raise Failure("context canceled", grpc.StatusCode.CANCELLED)
            time.sleep(0.002)

    def stream(self, name, request, answer, context):
        """Called without the lock: an endless stream takes it by itself."""
        try:
            yield from self.faults.watched(name, answer, repo_of(request))
        except Failure as failure:
            context.abort(failure.code, failure.message)


class Handlers(grpc.GenericRpcHandler):
    """All services of a world; other names are answered as the real server does."""

    def __init__(self, services, unknown):
        self.services, self.unknown = services, unknown

    def service(self, details):
        _, service, method = details.method.split("/")
        if service in self.services and method in self.services[service].methods:
            return self.services[service].methods[method]
        failure = self.unknown(service, method, service in self.services)
        return grpc.stream_unary_rpc_method_handler(
            lambda _, context: context.abort(failure.code, failure.message)
        )


class Served:
    """One world and the port that it is served on."""

    def __init__(self, generation):
        self.world, self.faults = World(), Faults()
        targets = generation.services(self.world, self.faults)
        services = {
            descriptor.full_name: Service(descriptor, target, self.world, self.faults)
            for descriptor, target in targets
        }
        self.server = grpc.server(
            futures.ThreadPoolExecutor(max_workers=64),
            handlers=[Handlers(services, generation.unknown)],
            options=[
                ("grpc.max_receive_message_length", MAX_MESSAGE),
                ("grpc.max_send_message_length", MAX_MESSAGE),
                ("grpc.so_reuseport", 0),
            ],
        )
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()

    def close(self):
        self.world.close()
        self.server.stop(0)


def generation(number):
    if number == "1":
        import pfs1

        return pfs1
    import pfs2

    return pfs2


def main():
    made, served = generation(sys.argv[1]), {}
    for line in sys.stdin:
        word, *rest = line.split(None, 2)
        if word == "open":
            fresh = Served(made)
            served[str(fresh.port)] = fresh
            print(fresh.port, flush=True)
        elif word == "close":
            threading.Thread(target=served.pop(rest[0]).close, daemon=True).start()
            print("closed", flush=True)
        elif word == "at":
            served[rest[0]].faults.say(rest[1])
            print("done", flush=True)
        else:
            print("unknown", flush=True)


if __name__ == "__main__":
    try:
        main()
    finally:
        # Threads that still serve a call must not keep the program alive.
        import os

        os._exit(0)
