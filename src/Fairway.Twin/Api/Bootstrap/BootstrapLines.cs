using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Twin.Api.Bootstrap;

/// <summary>
/// The objects that every cluster has from its start, from the embedded files of this folder: one object a line,
/// without what the server adds; <c>&lt;now&gt;</c> stands for the time of the start.
/// </summary>
internal static class BootstrapLines
{
    private const string Prefix = "Fairway.Twin.bootstrap.";
    private static readonly Lazy<ImmutableArray<JsonObject>> SharedLines = new(() => [.. ReadShared()]);
    private static readonly Lazy<ImmutableArray<JsonObject>> OwnLines = new(() => [.. Read("cluster.jsonl")]);

    /// <summary>What is the same in every cluster: rights, priorities, API services. To be looked at only.</summary>
    public static ImmutableArray<JsonObject> Shared => SharedLines.Value;

    /// <summary>What is a cluster's own, as tools tell clusters apart by it: namespaces, and the Service of the API. To
    /// be looked at only.</summary>
    public static ImmutableArray<JsonObject> Own => OwnLines.Value;

    /// <summary>The shared object of the kind and name, or null. To be looked at only.</summary>
    public static JsonObject? Find(string kind, string name) => Shared.FirstOrDefault(line =>
        line["kind"]!.GetValue<string>() == kind && line["metadata"]!["name"]!.GetValue<string>() == name);

    private static IEnumerable<JsonObject> ReadShared() => typeof(BootstrapLines).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..])
        .Where(name => name != "cluster.jsonl")
        .Order(StringComparer.Ordinal)
        .SelectMany(Read);

    private static IEnumerable<JsonObject> Read(string file)
    {
        using var stream = typeof(BootstrapLines).Assembly.GetManifestResourceStream(Prefix + file)
            ?? throw new InvalidOperationException($"The assembly lacks its embedded objects {file}.");
        using var reader = new StreamReader(stream);
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return (JsonObject)JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(line)).Node!;
        }
    }
}
