namespace Fairway.Schema;

/// <summary>How a list merges: as a whole, as a set of scalars, or by the keys of its elements.</summary>
public enum ListType
{
    /// <summary>One owner, replaced as a whole.</summary>
    Atomic,

    /// <summary>Scalars, each once.</summary>
    Set,

    /// <summary>Objects, identified by <see cref="SchemaNode.ListMapKeys"/>.</summary>
    Map,
}
