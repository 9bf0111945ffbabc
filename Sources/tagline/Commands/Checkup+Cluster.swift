import DataRepository
import LabelCore
import PachydermClient
import PachydermWire

/// The parts of a cluster, each by itself, so that what is wrong is told apart.
extension Checkup {
  mutating func check(_ cluster: ClusterOpener) async {
    if let endpoint = cluster.endpoint {
      await checkGateway(endpoint)
      checkKeys(cluster.credentialSources.find(for: endpoint))
    }
    switch (cluster.endpoint, cluster.pachd) {
    case (_?, ClusterOpener.noAPI): warnOfGatewayAlone("--pachd none")
    case (_, let pachd?): await checkAPI(at: pachd, of: cluster)
    case (let endpoint?, nil): await checkAPI(behind: endpoint, of: cluster)
    case (nil, nil): break
    }
  }

  private mutating func checkGateway(_ endpoint: String) async {
    do {
      let probe = try await ServerProbe.ask(S3Endpoint(endpoint))
      clockOffset = probe.clock.map { $0 - context.now }
      add(.good, "endpoint", "\(endpoint) answers in \(Int(probe.seconds * 1000)) ms")
    } catch {
      fail("endpoint", error, mend: "--endpoint http://HOST:30600; pachctl port-forward opens it")
    }
  }

  private mutating func checkAPI(at pachd: String, of cluster: ClusterOpener) async {
    do {
      tell(try await cluster.connect(pachd), at: pachd, of: cluster)
    } catch {
      let isUntrusted = Failure(error).message.contains("no trusted TLS")
      fail(
        isUntrusted ? "TLS" : "pachd", error,
        mend: isUntrusted
          ? "grpc:// where it speaks in clear; PACH_CA_CERTS=FILE names its authorities"
          : "--pachd grpc://HOST:30650, or the proxy's port")
    }
  }

  private mutating func checkAPI(behind endpoint: String, of cluster: ClusterOpener) async {
    // That nothing answers was said of the gateway.
    guard let found = try? await cluster.askBehind(endpoint) else {
      return warnOfGatewayAlone("no PFS API on its port")
    }
    tell(found, at: endpoint, of: cluster)
  }

  private mutating func warnOfGatewayAlone(_ why: String) {
    add(
      .warning, "pachd", "\(why): each object becomes a commit, and versions are out of reach",
      mend: "--pachd ADDRESS")
  }

  private mutating func tell(
    _ connection: ClusterConnection, at place: String, of cluster: ClusterOpener
  ) {
    add(
      .good, "pachd", "\(place) is Pachyderm \(connection.version), spoken to by \(connection.api)")
    add(.good, "project", cluster.project)
    let session = cluster.credentialSources.session(for: place)
    if place.hasPrefix("https") || place.hasPrefix("grpcs") {
      let own = session.authorities == nil ? "" : " and the cluster's own"
      add(.good, "TLS", "trusted by the system's authorities\(own)")
    }
    add(
      .good, "session",
      session.token == nil
        ? "no token: good where authentication is off, else: pachctl auth login"
        : "token of \(session.origin)")
  }

  /// Where they are, never which.
  private mutating func checkKeys(_ found: ClusterCredentials) {
    guard let credentials = found.credentials else {
      return add(.good, "credentials", "none: requests to the gateway are not signed")
    }
    if credentials.accessKey == credentials.secret {
      add(.good, "credentials", "\(found.origin), region \(found.region)")
    } else {
      add(
        .warning, "credentials", "\(found.origin): access key and secret differ",
        mend: "for a Pachyderm gateway the secret must equal the access key")
    }
  }
}
