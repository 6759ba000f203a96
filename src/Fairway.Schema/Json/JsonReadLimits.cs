namespace Fairway.Schema.Json;

/// <summary>
/// What a body may cost to read. API servers admit a nesting of 10,000; nothing that Kubernetes stores comes near, and
/// every reader and writer of a tree recurses, so the default is what <see cref="JsonText"/> can write back with room
/// for the lists and events around an object.
/// </summary>
/// <param name="MaxDepth">Containers inside each other, at most.</param>
/// <param name="MaxDuplicates">
/// Duplicate keys reported, at most; further ones are read (the last wins) and not told.
/// </param>
public sealed record JsonReadLimits(int MaxDepth = 480, int MaxDuplicates = 100)
{
    /// <summary>The limits for bodies of requests.</summary>
    public static JsonReadLimits Default { get; } = new();
}
