namespace Fairway.Schema;

/// <summary>A kind; the core group is the empty string.</summary>
public readonly record struct GroupVersionKind(string Group, string Version, string Kind);
