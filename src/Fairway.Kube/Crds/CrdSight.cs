using Fairway.Api.Meta;

namespace Fairway.Kube.Crds;

/// <summary>What an API server says of a CustomResourceDefinition.</summary>
internal sealed record CrdSight
{
    public CrdConditions? Status { get; init; }

    /// <summary>Whether its resources are served.</summary>
    public bool IsEstablished => Status?.Conditions.IsTrue("Established") == true;

    /// <summary>Why not, as far as the server says: a name that another definition has is the usual reason.</summary>
    public string Trouble =>
        Told("NamesAccepted") ?? Told("Established") ?? "it has no condition Established yet";

    private string? Told(string type) =>
        Status?.Conditions.Find(type) is { Status: not ConditionStatus.True } found
            ? $"{type} is {found.Status} ({found.Reason}), {found.Message.TrimEnd('.')}"
            : null;
}

/// <summary>Its conditions.</summary>
internal sealed record CrdConditions(IReadOnlyList<Condition>? Conditions);
