using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>What may stand in the names of ports, variables and keys, and in labels; texts are the reference
/// server's.</summary>
internal static class NameChecks
{
    private const int LongestPortName = 15;
    private const int LongestKey = 253;

    private const string KeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME', "
        + " or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    private const string PathCharacters = "/-._~%!$&'()*+,;=:";

    private const string PathRule =
        "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";

    private const string VariableRule =
        "a valid environment variable name must consist only of printable ASCII characters other than '='";

    /// <summary>A qualified name.</summary>
    public static void Qualified(Field field, string value)
    {
        if (NameRules.QualifiedName(value) is not { } problem)
        {
            return;
        }

        field.Invalid(value, problem);
        if (problem == NameRules.EmptyName)
        {
            field.Invalid(value, "name part " + NameRules.QualifiedRule);
        }
    }

    /// <summary>A map of labels.</summary>
    public static void Labels(Field labels)
    {
        if (labels.Value is not JsonObject map)
        {
            return;
        }

        foreach (var (key, value) in map)
        {
            Qualified(labels, key);
            var text = value is JsonValue held && held.TryGetValue<string>(out var found) ? found : "";
            if (NameRules.LabelValue(text) is { } problem)
            {
                labels.Invalid(text, problem);
            }
        }
    }

    /// <summary>A name that must be there and be a DNS label.</summary>
    public static void RequiredLabel(Field field)
    {
        if (field.Text.Length == 0)
        {
            field.Required();
        }
        else
        {
            field.Check(NameRules.Label(field.Text));
        }
    }

    /// <summary>A name of a port (an IANA service name); several rules may be broken.</summary>
    public static void PortName(Field field, string name)
    {
        if (name.Length > LongestPortName)
        {
            field.Invalid("must be no more than 15 characters");
        }

        if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            field.Invalid("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }

        if (!name.Any(char.IsAsciiLetterLower))
        {
            field.Invalid("must contain at least one letter (a-z)");
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            field.Invalid("must not contain consecutive hyphens");
        }

        if (name.Length > 0 && (name[0] == '-' || name[^1] == '-'))
        {
            field.Invalid("must not begin or end with a hyphen");
        }
    }

    /// <summary>A key of a ConfigMap or Secret; null where it is good.</summary>
    public static string? Key(string key) => key switch
    {
        { Length: > LongestKey } => "must be no more than 253 characters",
        "." or ".." => $"must not be '{key}'",
        _ when key.Length == 0 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') => KeyRule,
        _ when key.StartsWith("..", StringComparison.Ordinal) => "must not start with '..'",
        _ => null,
    };

    /// <summary>A name of an environment variable; null where it is good.</summary>
    public static string? Variable(string name) =>
        name.All(c => c is >= ' ' and <= '~' and not '=') ? null : VariableRule;

    /// <summary>A domain, a slash and a path: <c>acme.io/foo</c>.</summary>
    public static void DomainPrefixedPath(Field field)
    {
        var parts = field.Text.Split('/', 2);
        if (field.Text.Length == 0)
        {
            field.Required();
            return;
        }

        if (parts is not [{ Length: > 0 } domain, { Length: > 0 } path])
        {
            field.Invalid("must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }

        if (NameRules.Subdomain(domain) is { } problem)
        {
            field.Invalid(domain, problem);
        }

        if (!path.All(c => char.IsAsciiLetterOrDigit(c) || PathCharacters.Contains(c, StringComparison.Ordinal)))
        {
            field.Invalid(path, PathRule);
        }
    }

    /// <summary>A path relative to something, which it does not leave.</summary>
    public static void RelativePath(Field field, string path)
    {
        if (path.StartsWith('/'))
        {
            field.Invalid("must be a relative path");
        }

        NoWayUp(field, path);
    }

    /// <summary>A path without <c>..</c>.</summary>
    public static void NoWayUp(Field field, string path)
    {
        if (path.Contains("..", StringComparison.Ordinal) && path.Split('/').Contains(".."))
        {
            field.Invalid("must not contain '..'");
        }
    }
}
