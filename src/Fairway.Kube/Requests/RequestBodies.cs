using System.Text.Json.Nodes;

namespace Fairway.Kube.Requests;

internal sealed record DeleteOptionsBody(
    string ApiVersion,
    string Kind,
    long? GracePeriodSeconds,
    string? PropagationPolicy,
    DeletePreconditions? Preconditions,
    string[]? DryRun);

internal sealed record DeletePreconditions(string? Uid, string? ResourceVersion);

internal sealed record EvictionBody(
    string ApiVersion, string Kind, EvictionMetadata Metadata, DeleteOptionsBody? DeleteOptions);

internal sealed record EvictionMetadata(string Name, string? Namespace);

internal sealed record JsonPatchOperation(string Op, string Path, JsonNode? Value);
