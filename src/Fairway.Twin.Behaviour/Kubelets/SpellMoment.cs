namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>How a spell is at one moment.</summary>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Over">How often it was over before.</param>
internal readonly record struct SpellMoment(bool Holds, int Over)
{
    /// <summary>When it begins or ends next; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Since when it holds; null where it does not.</summary>
    public DateTimeOffset? Since { get; init; }
}
