using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Selection;

/// <summary>A parsed <c>fieldSelector</c>, resolved against one resource's selectable fields.</summary>
internal sealed class FieldSelector(IReadOnlyList<FieldSelector.Term> terms)
{
    private const int NameIndex = -1;
    private const int NamespaceIndex = -2;
    private const int PathIndex = -3;

    /// <summary>Selects everything.</summary>
    public static FieldSelector Everything { get; } = new([]);

    /// <summary>True where every object is selected.</summary>
    public bool IsEverything => terms.Count == 0;

    /// <summary>Parses <c>a=b,c!=d,e==f</c>; backslashes escape commas, equal signs and themselves.</summary>
    /// <exception cref="ApiFailure">400 where a term cannot be read or names a field that cannot be selected
    /// by.</exception>
    public static FieldSelector Parse(string? text, ResourceType resource)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Everything;
        }

        var terms = new List<Term>();
        foreach (var part in SplitTerms(text))
        {
            if (part.Length > 0)
            {
                terms.Add(ParseTerm(part, text, resource));
            }
        }

        return new FieldSelector(terms);
    }

    /// <summary>The name that a selector asks for, so that it selects no other object; null where it does
    /// not.</summary>
    public static string? NameIn(string? text)
    {
        foreach (var part in SplitTerms(text ?? ""))
        {
            var at = FindUnescaped(part, '=');
            if (at > 0 && part[..at] == "metadata.name")
            {
                return Unescape(part[(at + (part.AsSpan(at).StartsWith("==") ? 2 : 1))..]);
            }
        }

        return null;
    }

    /// <summary>Whether the object is selected.</summary>
    public bool Matches(StoredObject candidate)
    {
        foreach (var term in terms)
        {
            var value = term.Index switch
            {
                NameIndex => candidate.Key.Name,
                NamespaceIndex => candidate.Key.Namespace ?? "",
                PathIndex => ObjectWriter.Field(JsonNode.Parse(candidate.Json.Span), term.Path!),
                _ => candidate.Fields[term.Index],
            };
            if (string.Equals(value, term.Value, StringComparison.Ordinal) == term.Negated)
            {
                return false;
            }
        }

        return true;
    }

    private static Term ParseTerm(string part, string whole, ResourceType resource)
    {
        var at = FindUnescaped(part, '=');
        if (at < 0)
        {
            throw ApiFailure.BadRequest($"invalid selector: '{whole}'; can't understand '{part}'");
        }

        var negated = at > 0 && part[at - 1] == '!';
        var field = part[..(negated ? at - 1 : at)];
        var valueAt = !negated && at + 1 < part.Length && part[at + 1] == '=' ? at + 2 : at + 1;
        return new Term(IndexOf(field, resource), Unescape(part[valueAt..]), negated) { Path = field };
    }

    private static int IndexOf(string field, ResourceType resource)
    {
        if (field == "metadata.name")
        {
            return NameIndex;
        }

        if (field == "metadata.namespace")
        {
            return NamespaceIndex;
        }

        if (!resource.SelectableFields.Contains(field))
        {
            throw ApiFailure.BadRequest(Unsupported(field, resource));
        }

        return resource.Custom is not null
            ? PathIndex
            : EventVersions.Stored(resource).SelectableFields.IndexOf(EventVersions.StoredPath(resource, field));
    }

    private static string Unsupported(string field, ResourceType resource) =>
        resource.SelectableFields.Length > 0 || resource.Custom is not null
        ? $"field label not supported: {field}"
        : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";

    private static IEnumerable<string> SplitTerms(string text)
    {
        for (var rest = text; ;)
        {
            var at = FindUnescaped(rest, ',');
            if (at < 0)
            {
                yield return rest;
                yield break;
            }

            yield return rest[..at];
            rest = rest[(at + 1)..];
        }
    }

    private static int FindUnescaped(string text, char sought)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == sought)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Unescape(string value) => value.Contains('\\', StringComparison.Ordinal)
        ? value.Replace("\\,", ",", StringComparison.Ordinal)
            .Replace("\\=", "=", StringComparison.Ordinal)
            .Replace("\\\\", "\\", StringComparison.Ordinal)
        : value;

    /// <summary>One comparison with one field.</summary>
    internal sealed record Term(int Index, string Value, bool Negated)
    {
        /// <summary>The field by its path.</summary>
        public string? Path { get; init; }
    }
}
