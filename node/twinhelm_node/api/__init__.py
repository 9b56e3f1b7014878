"""The gRPC surface: servers, servicers, translation between protobuf and domain."""
