namespace Fairway.Delivery.Changes;

/// <summary>An object of a change that is not healthy.</summary>
/// <param name="Object">Kind, namespace and name.</param>
/// <param name="Message">Why, in one sentence.</param>
/// <param name="IsFinal">Whether nothing will mend it by itself.</param>
public sealed record ObjectTrouble(string Object, string Message, bool IsFinal)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Object}: {Message}";
}
