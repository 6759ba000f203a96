using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Insights;

/// <summary>A field that somebody asks for: <c>spec.replicas</c>, of all objects that have it, or
/// <c>Deployment/web:spec.replicas</c>.</summary>
/// <param name="Kind">The kind, without regard to case; null for any.</param>
/// <param name="Name">The name; null for any.</param>
/// <param name="Path">The field.</param>
internal sealed record FieldQuestion(string? Kind, string? Name, FieldPath Path)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="ChangeRefusedException">It is none.</exception>
    public static FieldQuestion Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var slash = colon < 0 ? -1 : text[..colon].LastIndexOf('/');
        var isOfObject = slash > 0 && !text[..slash].Contains('[', StringComparison.Ordinal);
        try
        {
            return isOfObject
                ? new FieldQuestion(text[..slash], text[(slash + 1)..colon], FieldPath.Parse(text[(colon + 1)..]))
                : new FieldQuestion(null, null, FieldPath.Parse(text));
        }
        catch (FormatException e)
        {
            throw new ChangeRefusedException("BadPath", $"\"{text}\" is no field: {e.Message}");
        }
    }

    /// <summary>Whether an object is meant.</summary>
    public bool Concerns(ObjectRef reference) =>
        (Kind is null || string.Equals(Kind, reference.Kind.Kind, StringComparison.OrdinalIgnoreCase))
        && (Name is null || Name == reference.Name);
}
