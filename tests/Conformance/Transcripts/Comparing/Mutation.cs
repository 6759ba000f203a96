using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>
/// Changes of a JSON value, numbered: every value in it replaced, every field removed, a field added to every object.
/// </summary>
internal static class Mutation
{
    public static int CountOf(JsonNode node) => Places(node).Count();

    /// <summary>A copy with the change number <paramref name="choice"/>.</summary>
    public static JsonNode Of(JsonNode node, int choice)
    {
        var copy = node.DeepClone();
        Places(copy).ElementAt(choice)();
        return copy;
    }

    private static IEnumerable<Action> Places(JsonNode? node) =>
        node switch
        {
            JsonObject fields => Fields(fields),
            JsonArray list => Elements(list),
            _ => [],
        };

    private static IEnumerable<Action> Fields(JsonObject fields)
    {
        yield return () => fields["changed-on-purpose"] = true;
        foreach (var (key, value) in fields.ToList())
        {
            yield return () => fields.Remove(key);
            if (value is null or JsonValue)
            {
                yield return () => fields[key] = Other(value);
            }

            foreach (var deeper in Places(value))
            {
                yield return deeper;
            }
        }
    }

    private static IEnumerable<Action> Elements(JsonArray list)
    {
        yield return () => list.Add("changed on purpose");
        for (var index = 0; index < list.Count; index++)
        {
            var here = index;
            if (list[here] is null or JsonValue)
            {
                yield return () => list[here] = Other(list[here]);
            }

            foreach (var deeper in Places(list[here]))
            {
                yield return deeper;
            }
        }
    }

    private static JsonValue Other(JsonNode? value) => JsonValue.Create($"changed on purpose: {value}");
}
