using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Definitions;

/// <summary>What is to be done for one definition.</summary>
internal abstract record DefinitionAction
{
    private DefinitionAction(string name, string reason)
    {
        Name = name;
        Reason = reason;
    }

    /// <summary>Name of the definition.</summary>
    public string Name { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <summary>Its status becomes this one.</summary>
    public sealed record WriteStatus(string Name, JsonObject Status, string Reason) : DefinitionAction(Name, Reason);

    /// <summary>Its objects are deleted, those that are not on their way yet.</summary>
    public sealed record DeleteObjects(string Name, string Reason) : DefinitionAction(Name, Reason);

    /// <summary>It is let go: nothing of it is left.</summary>
    public sealed record Release(string Name, string Reason) : DefinitionAction(Name, Reason);
}
