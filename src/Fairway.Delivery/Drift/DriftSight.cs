namespace Fairway.Delivery.Drift;

/// <summary>What differs from what was applied.</summary>
/// <param name="Count">How many fields; an object that is gone counts as one.</param>
/// <param name="First">The first of them, in the order of objects and paths.</param>
public sealed record DriftSight(int Count, IReadOnlyList<DriftedField> First)
{
    /// <summary>How many fields are named.</summary>
    public const int MostNamed = 3;
}

/// <summary>A field that somebody changed. Values are not said: the diff has them.</summary>
/// <param name="Object">Kind, namespace and name.</param>
/// <param name="Path">The field; empty where the whole object is gone.</param>
/// <param name="By">The field manager that wrote there last; null where nobody is known.</param>
/// <param name="At">When, to the second; null where it is not known.</param>
public sealed record DriftedField(string Object, string Path, string? By, DateTimeOffset? At);
