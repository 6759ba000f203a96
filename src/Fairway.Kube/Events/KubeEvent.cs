namespace Fairway.Kube.Events;

/// <summary>A thing that happened, for people who look at an object.</summary>
/// <param name="Regarding">The object.</param>
/// <param name="Reason">Why, in CamelCase; a documented constant.</param>
/// <param name="Action">What was done or tried, in CamelCase.</param>
/// <param name="Note">One sentence, up to 1,024 bytes; more is cut off.</param>
public sealed record KubeEvent(ObjectReference Regarding, string Reason, string Action, string Note)
{
    /// <summary>True for <c>Warning</c>, false for <c>Normal</c>.</summary>
    public bool IsWarning { get; init; }

    /// <summary>A second object that has to do with it, or null.</summary>
    public ObjectReference? Related { get; init; }
}
