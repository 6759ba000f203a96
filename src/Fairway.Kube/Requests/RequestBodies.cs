using System.Text.Json.Nodes;

namespace Fairway.Kube.Requests;

internal sealed record DeleteOptionsBody(
    long? GracePeriodSeconds,
    string? PropagationPolicy,
    DeletePreconditions? Preconditions,
    string[]? DryRun)
{
    public string ApiVersion => "v1";

    public string Kind => "DeleteOptions";
}

internal sealed record DeletePreconditions(string? Uid, string? ResourceVersion);

internal sealed record EvictionBody(EvictionMetadata Metadata, DeleteOptionsBody? DeleteOptions)
{
    public string ApiVersion => "policy/v1";

    public string Kind => "Eviction";
}

internal sealed record EvictionMetadata(string Name, string? Namespace);

internal sealed record JsonPatchOperation(string Op, string Path, JsonNode? Value);
