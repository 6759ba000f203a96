using System.Globalization;

namespace Fairway.Kube.Requests;

/// <summary>Which objects of a resource are listed, watched or deleted together. Null means: no such
/// restriction.</summary>
public sealed record ListQuery
{
    /// <summary>Every object of the resource.</summary>
    public static ListQuery All { get; } = new();

    /// <summary>One namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Label selector as kubectl writes it: <c>app=web,tier in (a,b),!old</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector: <c>metadata.name=web-0,spec.nodeName!=n1</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects in a page; null for all at once.</summary>
    public int? Limit { get; init; }

    /// <summary>The token that the page before gave.</summary>
    public string? Continue { get; init; }

    /// <summary>See <see cref="ResourceVersionMatch"/>; null asks for the newest state.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>NotOlderThan</c> or <c>Exact</c>; only with <see cref="ResourceVersion"/>.</summary>
    public string? ResourceVersionMatch { get; init; }

    internal List<KeyValuePair<string, string>> Parameters()
    {
        var parameters = new List<KeyValuePair<string, string>>();
        Add("labelSelector", LabelSelector);
        Add("fieldSelector", FieldSelector);
        Add("limit", Limit?.ToString(CultureInfo.InvariantCulture));
        Add("continue", Continue);
        Add("resourceVersion", ResourceVersion);
        Add("resourceVersionMatch", ResourceVersionMatch);
        return parameters;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parameters.Add(new(name, value));
            }
        }
    }
}
