using System.Text.Json.Nodes;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>What is to be written of a Service's Endpoints now: nothing, or one of the three.</summary>
internal sealed record EndpointsPlan
{
    public static EndpointsPlan Nothing { get; } = new();

    /// <summary>The object to create.</summary>
    public JsonObject? Create { get; init; }

    /// <summary>The merge patch of the object that there is.</summary>
    public JsonObject? Patch { get; init; }

    /// <summary>True where the object is to go with its Service.</summary>
    public bool Delete { get; init; }
}
