using System.Collections.Immutable;
using Fairway.Schema;

namespace Fairway.Merge.Guarding;

/// <summary>
/// Which kinds: <c>*</c>, or names parted by commas, <c>Deployment.apps,Service</c>; a name without group is of the
/// core group, <c>*.apps</c> is every kind of a group.
/// </summary>
public sealed class KindPattern
{
    private readonly ImmutableArray<(string Kind, string Group)> names;

    private KindPattern(ImmutableArray<(string Kind, string Group)> names) => this.names = names;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">A name is empty.</exception>
    public static KindPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(
        [
            .. text.Split(',').Select(name => name.Split('.', 2) switch
            {
                [{ Length: 0 }, ..] => throw new FormatException($"\"{text}\" has an empty name of a kind."),
                ["*"] => ("*", "*"),
                [var kind] => (kind, ""),
                [var kind, var group, ..] => (kind, group),
                _ => throw new FormatException($"\"{text}\" names no kind."),
            }),
        ]);
    }

    /// <summary>Whether the kind is one of them, in whatever version.</summary>
    public bool Matches(GroupVersionKind kind) => names.Any(name =>
        (name.Kind == "*" || name.Kind == kind.Kind) && (name.Group == "*" || name.Group == kind.Group));
}
