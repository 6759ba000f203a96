using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>
/// Brings a body, recorded or received, into the form in which it is compared: the step's own paths, and what no step
/// compares.
/// </summary>
internal sealed partial class BodyShape(Comparison comparison, IReadOnlySet<string> ownManagers, Bindings bindings)
{
    /// <summary>A volume source that the recorded server's vendor adds to pods.</summary>
    private const string VendorSource = "openshift-service-ca.crt";

    /// <summary>A reduced copy of a recorded body: placeholders in paths are those in the body.</summary>
    public JsonNode? OfRecorded(JsonNode? body) => Of(body, path => path);

    /// <summary>A reduced copy of a received body: placeholders in paths have their values.</summary>
    public JsonNode? OfReceived(JsonNode? body) => Of(body, Fill);

    private JsonNode? Of(JsonNode? body, Func<string, string> fill)
    {
        var shaped = comparison.Keep is { } keep
            ? PathPruner.Keep(body, [.. keep.Select(path => PathSegment.Parse(fill(path)))])
            : body?.DeepClone();
        foreach (var path in comparison.Drop)
        {
            PathPruner.Drop(shaped, PathSegment.Parse(fill(path)));
        }

        Clean(shaped);
        return shaped;
    }

    private string Fill(string path)
    {
        try
        {
            return Template.Of(path).Fill(bindings);
        }
        catch (UnlearnedValueException)
        {
            return path;
        }
    }

    private void Clean(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list)
            {
                Clean(element);
            }
        }
        else if (node is JsonObject fields)
        {
            fields.Remove("storageVersionHash");
            KeepOwnManagers(fields);
            RemoveVendorSource(fields);
            ForgetWhere(fields);
            foreach (var (_, value) in fields)
            {
                Clean(value);
            }
        }
    }

    private void KeepOwnManagers(JsonObject fields)
    {
        if (fields["managedFields"] is not JsonArray entries)
        {
            return;
        }

        foreach (
            var entry in entries
                .Where(entry => !ownManagers.Contains((entry as JsonObject)?["manager"]?.ToString() ?? ""))
                .ToList()
        )
        {
            entries.Remove(entry);
        }

        if (entries.Count == 0)
        {
            fields.Remove("managedFields");
        }
    }

    private static void RemoveVendorSource(JsonObject fields)
    {
        if (fields["sources"] is JsonArray sources)
        {
            foreach (var source in sources.Where(source => NameOfConfigMap(source) == VendorSource).ToList())
            {
                sources.Remove(source);
            }
        }
    }

    /// <summary>Line numbers in the difference of two pods count the vendor's source, too.</summary>
    private static void ForgetWhere(JsonObject fields)
    {
        if (fields["message"] is JsonValue message && message.TryGetValue<string>(out var text)
            && text.Contains("\n@@ -", StringComparison.Ordinal))
        {
            fields["message"] = Hunk().Replace(text, "@@ -N$1 +N$2 @@");
        }
    }

    private static string? NameOfConfigMap(JsonNode? source) =>
        ((source as JsonObject)?["configMap"] as JsonObject)?["name"]?.ToString();

    [GeneratedRegex(@"@@ -[0-9]+(,[0-9]+)? \+[0-9]+(,[0-9]+)? @@")]
    private static partial Regex Hunk();
}
