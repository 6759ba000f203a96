using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;

namespace Fairway.Cli.Clusters;

/// <summary>One context of a kubeconfig, with its cluster and its user, and nothing else of the file. Pure.</summary>
internal static class MinifiedKubeconfig
{
    /// <summary>The text of a kubeconfig that has this context alone.</summary>
    /// <param name="file">What errors call it.</param>
    /// <param name="yaml">The kubeconfig.</param>
    /// <param name="context">The context; null for the current one.</param>
    /// <exception cref="CliFailure">It is no kubeconfig, or has no such context; the message says which there
    /// are.</exception>
    public static string Of(string file, ReadOnlySpan<byte> yaml, string? context)
    {
        var config = Read(file, yaml);
        var name = context ?? Text(config["current-context"])
            ?? throw Bad($"{file} has no current context; name one with --from-context");
        var chosen = Find(config, "contexts", name)
            ?? throw Bad($"{file} has no context {name}; it has {string.Join(", ", Names(config, "contexts"))}");
        var inner = chosen["context"] as JsonObject ?? [];
        var cluster = Text(inner["cluster"]) ?? "";
        var user = Text(inner["user"]) ?? "";
        var minified = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = name,
            ["contexts"] = new JsonArray(chosen.DeepClone()),
            ["clusters"] = new JsonArray(
                (Find(config, "clusters", cluster) ?? throw Bad($"{file} has no cluster {cluster}")).DeepClone()),
            ["users"] = new JsonArray(
                (Find(config, "users", user) ?? throw Bad($"{file} has no user {user}")).DeepClone()),
        };
        return Encoding.UTF8.GetString(YamlText.Write(minified));
    }

    private static JsonObject Read(string file, ReadOnlySpan<byte> yaml)
    {
        try
        {
            return YamlReader.ReadObject(yaml);
        }
        catch (YamlFormatException e)
        {
            throw new CliFailure($"{file} is no kubeconfig: {e.Message}", e) { ExitCode = ExitCodes.Usage };
        }
    }

    private static JsonObject? Find(JsonObject config, string list, string name) =>
        (config[list] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(one => Text(one["name"]) == name);

    private static IEnumerable<string> Names(JsonObject config, string list) =>
        (config[list] as JsonArray)?.OfType<JsonObject>().Select(one => Text(one["name"]) ?? "") ?? [];

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static CliFailure Bad(string message) => new(message) { ExitCode = ExitCodes.Usage };
}
