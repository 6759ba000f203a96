using System.Globalization;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Requests;

/// <summary>What of an object is shown.</summary>
internal enum Shape
{
    /// <summary>The object or the list itself.</summary>
    Object,

    /// <summary>A Table, as kubectl prints it.</summary>
    Table,

    /// <summary>Only the metadata of one object.</summary>
    Metadata,

    /// <summary>Only the metadata of each object of a list.</summary>
    MetadataList,
}

/// <summary>What the Accept header came to: the first alternative, by weight and then by order, that can be
/// served.</summary>
/// <param name="MetaVersion">Version of meta.k8s.io for tables and metadata: v1 or v1beta1.</param>
internal sealed record Representation(Shape Shape, string MetaVersion, bool Yaml, bool Pretty)
{
    private const string Served = "application/json, application/yaml";

    public static Representation Json { get; } = new(Shape.Object, "v1", false, false);

    /// <summary>Media type of the answer.</summary>
    public string ContentType => Yaml ? "application/yaml" : "application/json";

    /// <exception cref="ApiFailure">406 where nothing that is accepted can be served.</exception>
    public static Representation Negotiate(string? accept, bool watch)
    {
        if (string.IsNullOrWhiteSpace(accept))
        {
            return Json;
        }

        var known = false;
        foreach (var clause in Clauses(accept))
        {
            if (clause.MediaType is not ("application/json" or "application/yaml" or "*/*"))
            {
                continue;
            }

            known = true;
            if (FromClause(clause) is { } found)
            {
                return found;
            }
        }

        throw known
            ? new ApiFailure(406, "NotAcceptable", $"only the following media types are accepted: {Served}")
            : new ApiFailure(
                406,
                "NotAcceptable",
                $"406: Not Acceptable\n\nAvailable representations: {Served}"
                + (watch ? ", application/json;stream=watch" : ""),
                []);
    }

    private static Representation? FromClause(Clause clause)
    {
        var yaml = clause.MediaType == "application/yaml";
        var pretty = clause.Parameters.GetValueOrDefault("pretty") is "1" or "true";
        if (!clause.Parameters.TryGetValue("as", out var shape))
        {
            return new Representation(Shape.Object, "v1", yaml, pretty);
        }

        var version = clause.Parameters.GetValueOrDefault("v", "v1");
        if (clause.Parameters.GetValueOrDefault("g") != "meta.k8s.io" || version is not ("v1" or "v1beta1"))
        {
            return null;
        }

        return shape switch
        {
            "Table" => new Representation(Shape.Table, version, yaml, pretty),
            "PartialObjectMetadata" => new Representation(Shape.Metadata, version, yaml, pretty),
            "PartialObjectMetadataList" => new Representation(Shape.MetadataList, version, yaml, pretty),
            _ => null,
        };
    }

    /// <summary>The alternatives of an Accept header, best first.</summary>
    internal static IEnumerable<Clause> Clauses(string accept) => accept
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(Clause.Parse)
        .OrderByDescending(c => c.Weight);

    /// <summary>One alternative of an Accept header.</summary>
    internal sealed record Clause(string MediaType, Dictionary<string, string> Parameters)
    {
        public double Weight => Parameters.TryGetValue("q", out var q)
            && double.TryParse(q, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
                ? weight
                : 1;

        public static Clause Parse(string text)
        {
            var parts = text.Split(';', StringSplitOptions.TrimEntries);
            var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var part in parts[1..])
            {
                var at = part.IndexOf('=', StringComparison.Ordinal);
                if (at > 0)
                {
                    parameters.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim().Trim('"'));
                }
            }

            return new Clause(parts[0].ToLowerInvariant(), parameters);
        }
    }
}
