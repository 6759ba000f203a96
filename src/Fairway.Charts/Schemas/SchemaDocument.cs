using System.Collections.Concurrent;
using System.Text.Json;
using Fairway.Charts.Archives;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Schemas;

/// <summary>A file <c>values.schema.json</c>. References stay inside of it: none is ever fetched. Immutable but for the
/// patterns that it remembers.</summary>
internal sealed class SchemaDocument
{
    private const string IdKeyword = "$id";
    private const int MostDepth = 500;

    private readonly ConcurrentDictionary<string, Re2?> patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> named = new(StringComparer.Ordinal);
    private readonly string file;

    private SchemaDocument(string file, JsonElement root)
    {
        this.file = file;
        Root = root;
        Draft = DraftOf(root);
        Name(root, 0);
    }

    public JsonElement Root { get; }

    public SchemaDraft Draft { get; }

    /// <exception cref="ChartException">It is no JSON.</exception>
    public static SchemaDocument Parse(string file, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = MostDepth });
            return new SchemaDocument(file, document.RootElement.Clone());
        }
        catch (JsonException fault)
        {
            throw new ChartException($"{file} is no JSON: {fault.Message}", file, (int)(fault.LineNumber ?? -1) + 1);
        }
    }

    /// <summary>What a reference means.</summary>
    /// <exception cref="ChartException">It leads out of the document, or to nothing.</exception>
    public JsonElement Resolve(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var (document, fragment) = hash < 0 ? (reference, "") : (reference[..hash], reference[(hash + 1)..]);
        if (named.TryGetValue(reference, out var known) || named.TryGetValue(reference.TrimEnd('#'), out known))
        {
            return known;
        }

        var root = Root;
        if (document.Length > 0 && !named.TryGetValue(document, out root))
        {
            throw new ChartException(
                $"{file}: the reference \"{reference}\" leads out of the file; schemas are not fetched: put it under "
                    + "definitions", file);
        }

        return fragment.Length == 0 || fragment[0] == '/'
            ? Point(root, reference, fragment)
            : named.TryGetValue($"#{fragment}", out known) ? known : throw Nothing(reference);
    }

    /// <summary>A pattern, read once.</summary>
    /// <exception cref="ChartException">It cannot be read.</exception>
    public Re2 Pattern(string pattern) =>
        patterns.GetOrAdd(pattern, static text =>
        {
            try
            {
                return Re2.Compile(text);
            }
            catch (Re2Exception)
            {
                return null;
            }
        }) ?? throw new ChartException($"{file}: the pattern \"{pattern}\" cannot be read", file);

    /// <summary>The schemas that <c>properties</c> and <c>patternProperties</c> have for a member.</summary>
    public IEnumerable<JsonElement> MembersFor(JsonElement schema, string name)
    {
        if (SchemaValue.Has(schema, "properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty(name, out var own))
        {
            yield return own;
        }

        foreach (var patterned in PatternsFor(schema, name))
        {
            yield return patterned;
        }
    }

    /// <summary>The schemas that <c>patternProperties</c> has for a member.</summary>
    public IEnumerable<JsonElement> PatternsFor(JsonElement schema, string name)
    {
        if (!SchemaValue.Has(schema, "patternProperties", out var patterned)
            || patterned.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var pattern in SchemaValue.Members(patterned).Where(pattern => Pattern(pattern.Name).IsMatch(name)))
        {
            yield return pattern.Value;
        }
    }

    /// <summary>What a keyword must be, for schemas that are none.</summary>
    public ChartException Wrong(string keyword) =>
        new($"{file} is no schema: the keyword {keyword} has a value that it cannot have", file);

    private static SchemaDraft DraftOf(JsonElement root)
    {
        var uri = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("$schema", out var told)
            && told.ValueKind == JsonValueKind.String ? told.GetString()! : "";
        return uri switch
        {
            _ when uri.Contains("draft-04", StringComparison.Ordinal) => SchemaDraft.Draft4,
            _ when uri.Contains("draft-06", StringComparison.Ordinal) => SchemaDraft.Draft6,
            _ when uri.Contains("draft-07", StringComparison.Ordinal) => SchemaDraft.Draft7,
            _ when uri.Contains("2019-09", StringComparison.Ordinal) => SchemaDraft.Draft2019,
            _ => SchemaDraft.Draft2020,
        };
    }

    /// <summary>Keeps what has a name of its own, wherever it stands.</summary>
    private void Name(JsonElement element, int depth)
    {
        if (depth > MostDepth)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Name(item, depth + 1);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var (keyword, prefix) in new[]
        {
            (IdKeyword, ""), ("id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#"),
        })
        {
            if (element.TryGetProperty(keyword, out var name) && name.ValueKind == JsonValueKind.String)
            {
                named.TryAdd((prefix + name.GetString()).TrimEnd('#') is { Length: > 0 } text ? text : "#", element);
            }
        }

        foreach (var member in element.EnumerateObject())
        {
            Name(member.Value, depth + 1);
        }
    }

    private JsonElement Point(JsonElement at, string reference, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1).Select(Uri.UnescapeDataString))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var member) ? member
                : at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0
                    && index < at.GetArrayLength() ? at[index]
                : throw Nothing(reference);
        }

        return at;
    }

    private ChartException Nothing(string reference) =>
        new($"{file}: the reference \"{reference}\" leads to nothing", file);
}
