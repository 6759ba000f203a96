using System.Buffers;

namespace Fairway.Schema.Names;

/// <summary>
/// What may stand in names and labels (RFC 1123, RFC 1035 and Kubernetes' qualified names). Each rule returns null
/// where the value is good, else the sentence that the reference server says.
/// </summary>
public static class NameRules
{
    private static readonly SearchValues<char> OfLabels = SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> OfQualified =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
        + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
        + "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string Label1035Rule =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
        + "character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for "
        + "validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    /// <summary>What a qualified name without a name is told first; <see cref="QualifiedRule"/> is told it
    /// too.</summary>
    public const string EmptyName = "name part must be non-empty";

    /// <summary>The form of a qualified name.</summary>
    public const string QualifiedRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
        + "start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    /// <summary>Names of most objects: at most 253 characters.</summary>
    public static string? Subdomain(string value) =>
        value.Length > 253 ? TooLong(253) : IsSubdomain(value) ? null : SubdomainRule;

    /// <summary>Names of namespaces: at most 63 characters.</summary>
    public static string? Label(string value) =>
        value.Length > 63 ? TooLong(63) : IsLabel(value) ? null : LabelRule;

    /// <summary>Names of Services: at most 63 characters, beginning with a letter.</summary>
    public static string? Label1035(string value) =>
        value.Length > 63 ? TooLong(63)
            : value.Length > 0 && char.IsAsciiLetterLower(value[0]) && IsLabel(value) ? null
            : Label1035Rule;

    /// <summary>Names that need only be a part of a path: roles and bindings.</summary>
    public static string? PathSegment(string value) => value switch
    {
        "." or ".." => $"may not be '{value}'",
        _ when value.Contains('/', StringComparison.Ordinal) => "may not contain '/'",
        _ when value.Contains('%', StringComparison.Ordinal) => "may not contain '%'",
        _ => null,
    };

    /// <summary>Keys of labels and annotations: an optional subdomain, a slash, a name of at most 63
    /// characters.</summary>
    public static string? QualifiedName(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        if (slash != value.LastIndexOf('/'))
        {
            return "a qualified name " + QualifiedRule
                + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
        }

        if (slash == 0)
        {
            return "prefix part must be non-empty";
        }

        if (slash > 0 && Subdomain(value[..slash]) is { } problem)
        {
            return "prefix part " + problem;
        }

        var name = value[(slash + 1)..];
        return name.Length == 0 ? EmptyName
            : name.Length > 63 ? "name part " + TooLong(63)
            : IsQualified(name) ? null : "name part " + QualifiedRule;
    }

    /// <summary>Values of labels: at most 63 characters.</summary>
    public static string? LabelValue(string value) =>
        value.Length > 63 ? TooLong(63) : value.Length == 0 || IsQualified(value) ? null : ValueRule;

    private static string TooLong(int most) => $"must be no more than {most} bytes";

    private static bool IsSubdomain(string value)
    {
        var start = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i == value.Length || value[i] == '.')
            {
                if (!IsLabel(value.AsSpan(start, i - start)))
                {
                    return false;
                }

                start = i + 1;
            }
        }

        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> value) => value.Length > 0
        && value[0] != '-'
        && value[^1] != '-'
        && !value.ContainsAnyExcept(OfLabels);

    private static bool IsQualified(ReadOnlySpan<char> value) => value.Length > 0
        && char.IsAsciiLetterOrDigit(value[0])
        && char.IsAsciiLetterOrDigit(value[^1])
        && !value.ContainsAnyExcept(OfQualified);
}
