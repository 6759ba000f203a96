using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Diffing;

/// <summary>
/// A place in an object, as one canonical text: <c>spec.template.spec.containers[name=proxy].image</c>. A name that is
/// no plain word is quoted: <c>metadata.labels["app.kubernetes.io/name"]</c>; elements of sets are <c>[=value]</c>,
/// several keys <c>[port=80,protocol=TCP]</c>. Equal texts are equal paths.
/// </summary>
public readonly record struct FieldPath : IComparable<FieldPath>
{
    private readonly string? text;

    private FieldPath(string text) => this.text = text.Length == 0 ? null : text;

    /// <summary>The object itself.</summary>
    public static FieldPath Root => default;

    /// <summary>The canonical text; empty for the object itself.</summary>
    public string Text => text ?? "";

    /// <summary>True for the object itself.</summary>
    public bool IsRoot => Text.Length == 0;

    /// <summary>The steps from the root.</summary>
    public ImmutableArray<PathElement> Elements =>
        PathReader.TryRead(Text, out var elements, out _) ? elements : throw new InvalidOperationException(Text);

    /// <summary>The path of these steps.</summary>
    public static FieldPath Of(params ReadOnlySpan<PathElement> elements) => new(PathWriter.Write(elements));

    /// <summary>Reads a path; what is not written canonically becomes so.</summary>
    /// <exception cref="FormatException">It is no path; the message says where.</exception>
    public static FieldPath Parse(string text) =>
        PathReader.TryRead(text, out var elements, out var problem) ? Of(elements.AsSpan())
        : throw new FormatException(problem);

    /// <summary>Reads a path.</summary>
    /// <returns>False where it is none.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out FieldPath path)
    {
        path = default;
        if (text is null || !PathReader.TryRead(text, out var elements, out _))
        {
            return false;
        }

        path = Of(elements.AsSpan());
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(FieldPath other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>The text; <c>.</c> for the object itself.</summary>
    public override string ToString() => IsRoot ? "." : Text;
}
