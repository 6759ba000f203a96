using System.Globalization;
using Fairway.Schema.Protobuf;
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
internal sealed record Representation(Shape Shape, string MetaVersion, BodyFormat Format, bool Pretty)
{
    private const string Binary = ProtobufReader.MediaType;
    private const string Texts = $"{MediaTypes.Json}, {MediaTypes.Yaml}";
    private const string Stream = ";stream=watch";

    public static Representation Json { get; } = new(Shape.Object, "v1", BodyFormat.Json, false);

    private static Representation Protobuf { get; } = new(Shape.Object, "v1", BodyFormat.Protobuf, false);

    /// <summary>Media type of the answer.</summary>
    public string ContentType => Format switch
    {
        BodyFormat.Yaml => MediaTypes.Yaml,
        BodyFormat.Protobuf => Binary,
        _ => MediaTypes.Json,
    };

    /// <summary>Media type of a watch, whose frames follow each other without end.</summary>
    public string StreamType => Format == BodyFormat.Protobuf ? Binary + Stream : ContentType;

    /// <param name="accept">The Accept header.</param>
    /// <param name="watch">Whether a watch is asked for.</param>
    /// <param name="binary">
    /// Whether what is asked for has a protobuf form. It is served only where nothing else that is accepted can be:
    /// JSON goes out as it is stored.
    /// </param>
    /// <param name="isShown">Whether it can be shown as a table or by its metadata: a review cannot.</param>
    /// <exception cref="ApiFailure">406 where nothing that is accepted can be served.</exception>
    public static Representation Negotiate(string? accept, bool watch, bool binary = false, bool isShown = true)
    {
        if (string.IsNullOrWhiteSpace(accept))
        {
            return Json;
        }

        var (known, plainBinary) = (false, false);
        foreach (var clause in Clauses(accept))
        {
            if (clause.MediaType is MediaTypes.Json or MediaTypes.Yaml or "*/*")
            {
                known = true;
                if (FromClause(clause) is { } found && (isShown || found.Shape == Shape.Object))
                {
                    return found;
                }
            }
            else if (binary && clause.MediaType == Binary)
            {
                known = true;
                plainBinary |= !clause.Parameters.ContainsKey("as");
            }
        }

        return plainBinary ? Protobuf : throw NotAcceptable(known, watch, binary);
    }

    /// <summary>
    /// How a refusal is shown: the Status itself whatever shape was asked for, and JSON where nothing that is accepted
    /// can be served.
    /// </summary>
    public static Representation OfRefusal(string? accept)
    {
        try
        {
            return Negotiate(accept, watch: false, binary: true) with { Shape = Shape.Object };
        }
        catch (ApiFailure)
        {
            return Json;
        }
    }

    private static ApiFailure NotAcceptable(bool known, bool watch, bool binary)
    {
        var served = binary ? $"{Texts}, {Binary}" : Texts;
        if (known)
        {
            return new ApiFailure(406, "NotAcceptable", $"only the following media types are accepted: {served}");
        }

        var streams = !watch ? ""
            : binary ? $", {MediaTypes.Json}{Stream}, {Binary}{Stream}"
            : $", {MediaTypes.Json}{Stream}";
        var text = $"406: Not Acceptable\n\nAvailable representations: {served}{streams}";
        return new ApiFailure(406, "NotAcceptable", text, []);
    }

    private static Representation? FromClause(Clause clause)
    {
        var format = clause.MediaType == MediaTypes.Yaml ? BodyFormat.Yaml : BodyFormat.Json;
        var pretty = clause.Parameters.GetValueOrDefault("pretty") is "1" or "true";
        if (!clause.Parameters.TryGetValue("as", out var shape))
        {
            return new Representation(Shape.Object, "v1", format, pretty);
        }

        var version = clause.Parameters.GetValueOrDefault("v", "v1");
        if (clause.Parameters.GetValueOrDefault("g") != "meta.k8s.io" || version is not ("v1" or "v1beta1"))
        {
            return null;
        }

        return shape switch
        {
            "Table" => new Representation(Shape.Table, version, format, pretty),
            "PartialObjectMetadata" => new Representation(Shape.Metadata, version, format, pretty),
            "PartialObjectMetadataList" => new Representation(Shape.MetadataList, version, format, pretty),
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
