using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>One write of an EndpointSlice, and why.</summary>
internal abstract record SliceAction(string Reason)
{
    public sealed record Create(JsonObject Body, string Reason) : SliceAction(Reason);

    /// <summary>A merge patch that names the version it was decided on.</summary>
    public sealed record Update(ObjectMeta Slice, JsonObject Patch, string Reason) : SliceAction(Reason);

    public sealed record Delete(ObjectMeta Slice, string Reason) : SliceAction(Reason);
}
