"""Uses the server as python-pachyderm's own client does, and looks at what that client then sees.

    python client_check.py 1|2
"""

import sys
import threading

import grpc
import python_pachyderm

import server


def refused(call, message):
    """The call fails, and the server says this."""
    try:
        result = call()
        if hasattr(result, "__next__"):
            list(result)
    except grpc.RpcError as error:
        assert message in error.details(), error.details()
    except ConnectionError as error:
        assert message in error.__cause__.details(), error.__cause__.details()
    else:
        raise AssertionError(f"no error; {message!r} was expected")


def paths(infos):
    return [info.file.path for info in infos]


def check_1(client, faults):
    client.create_repo("data", description="texts")
    assert [info.description for info in client.list_repo()] == ["texts"]
    client.put_file_bytes(("data", "master"), "/a", b"one")
    client.put_file_bytes(("data", "master"), "/a", b"two")
    assert client.get_file(("data", "master"), "/a").read() == b"onetwo"
    client.put_file_bytes(("data", "master"), "/a", b"three", overwrite_index=0)
    assert client.get_file(("data", "master"), "/a").read() == b"three"
    with client.commit("data", "master") as commit:
        client.put_file_bytes(commit, "/dir/b", b"x" * 3_000_000)
        client.put_file_bytes(commit, "/dir/c", b"")
    assert paths(client.list_file(("data", "master"), "/")) == ["/a", "/dir"]
    assert paths(client.walk_file(("data", "master"), "/dir")) == ["/dir", "/dir/b", "/dir/c"]
    assert client.get_file(("data", "master"), "/dir/b").read() == b"x" * 3_000_000
    client.create_branch("data", "v1", commit=("data", commit.id))
    client.delete_file(("data", "master"), "/dir/b")
    client.copy_file(("data", "v1"), "/a", ("data", "master"), "/copy")
    assert paths(client.glob_file(("data", "master"), "/*")) == ["/a", "/copy", "/dir"]
    difference = client.diff_file(("data", "master"), "/", ("data", "v1"), "/")
    assert paths(difference.new_files) == ["/copy"] and paths(difference.old_files) == ["/dir/b"]
    before = [info.commit.id for info in client.list_commit("data")]
    assert len(before) == 6 and list(client.flush_commit([("data", "master")])) == []
    client.delete_commit(("data", before[0]))
    assert client.inspect_branch("data", "master").head.id == before[1]
    assert [b.branch.name for b in client.list_branch("data")] == ["v1", "master"]
    with client.put_file_client() as changes:
        changes.put_file_from_bytes(("data", "master"), "/one", b"1")
        changes.put_file_from_bytes(("data", "master"), "/two", b"2")
        changes.delete_file(("data", "master"), "/a")
    assert paths(client.list_file(("data", "master"), "/")) == ["/dir", "/one", "/two"]
    assert len(list(client.list_commit("data"))) == 6
    check_subscription(
        client.subscribe_commit("data", "master"),
        lambda: client.put_file_bytes(("data", "master"), "/late", b""),
        len(list(client.list_commit("data"))),
    )
    check_faults(client, faults, lambda: client.inspect_repo("data"))
    faults.say("break GetFile 1")
    refused(lambda: client.get_file(("data", "v1"), "/dir/b").read(), "transport is closing")
    client.delete_repo("data")
    refused(lambda: client.inspect_repo("data"), "repos/ data not found")


def check_2(client, faults):
    client.create_repo("data", description="texts")
    assert [info.description for info in client.list_repo()] == ["texts"]
    master = ("data", "master")
    with client.modify_file_client(master) as changes:
        changes.put_file_from_bytes("/a", b"one")
        changes.put_file_from_bytes("/dir/b", b"x" * 3_000_000)
        changes.put_file_from_bytes("/dir/c", b"")
    assert client.get_file(master, "/a").read() == b"one"
    assert client.get_file(master, "/dir/b").read() == b"x" * 3_000_000
    tar = client.get_file_tar(master, "/**")
    assert [entry.name for entry in tar] == ["a", "dir", "dir/b", "dir/c"]
    with client.commit("data", "master") as commit:
        client.put_file_bytes(commit, "/a", b"two", append=True)
        refused(lambda: client.start_commit("data", "master"), "has not been finished")
    client.wait_commit(commit)
    assert client.get_file(master, "/a").read() == b"onetwo"
    assert paths(client.list_file(master, "/")) == ["/a", "/dir/"]
    assert paths(client.walk_file(master, "/dir")) == ["/dir/", "/dir/b", "/dir/c"]
    client.create_branch("data", "v1", head_commit=master)
    client.delete_file(master, "/dir/b")
    client.copy_file(("data", "v1"), "/a", master, "/copy")
    assert paths(client.glob_file(master, "/*")) == ["/a", "/copy", "/dir/"]
    pairs = list(client.diff_file(master, "/", ("data", "v1"), "/"))
    assert paths(pair.new_file for pair in pairs) == ["/", "/copy", "/dir/", ""]
    assert paths(pair.old_file for pair in pairs) == ["/", "", "/dir/", "/dir/b"]
    assert [b.branch.name for b in client.list_branch("data")] == ["v1", "master"]
    commits = [info.commit.id for info in client.list_commit("data")]
    refused(lambda: client.squash_commit(commits[0]), "cannot squash a commit")
    refused(lambda: client.drop_commit(commits[1]), "cannot drop a commit")
    client.drop_commit(commits[0])
    assert client.inspect_branch("data", "master").head.id == commits[1]
    check_subscription(
        client.subscribe_commit("data", "master"),
        lambda: client.put_file_bytes(master, "/late", b""),
        len(list(client.list_commit("data"))),
    )
    check_faults(client, faults, lambda: client.inspect_repo("data"))
    faults.say("break ModifyFile 1")
    refused(lambda: client.put_file_bytes(master, "/late", b"1"), "transport is closing")
    assert client.get_file(("data", "v1"), "/a").read() == b"onetwo"
    client.delete_repo("data")
    refused(lambda: client.inspect_repo("data"), "repo data not found")


def check_subscription(commits, put, held):
    """All that is there comes first, then what is made meanwhile."""
    for _ in range(held):
        next(commits)
    later = threading.Timer(0.01, put)
    later.start()
    assert next(commits).commit.id
    later.join()


def check_faults(client, faults, call):
    faults.say("output data v1")
    refused(
        lambda: client.put_file_bytes(("data", "v1"), "/x", b""),
        "cannot start a commit on an output branch",
    )
    faults.say("deny data")
    refused(call, "not authorized to perform this operation")
    faults.say("heal")
    faults.say("auth good")
    client.auth_token = "good"
    assert client.who_am_i().username
    faults.say("expire")
    refused(call, "has expired (try logging in again)")
    faults.say("heal")
    refused(client.who_am_i, "the auth service is not activated")


def main():
    number, sys.stderr = sys.argv[1], sys.stdout
    served = server.Served(server.generation(number))
    client = python_pachyderm.Client(host="127.0.0.1", port=served.port)
    (check_1 if number == "1" else check_2)(client, served.faults)
    served.close()
    print("good")


if __name__ == "__main__":
    main()
