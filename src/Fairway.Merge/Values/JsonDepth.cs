using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Merge.Values;

/// <summary>Keeps documents shallow enough to be walked, cloned and written by recursion.</summary>
internal static class JsonDepth
{
    /// <summary>Deepest nesting of a document.</summary>
    public static int Limit => JsonText.WriterOptions.MaxDepth;

    /// <summary>
    /// True where the node nests no deeper than <paramref name="allowed"/>; a scalar nests 0 deep, <c>{}</c> 1.
    /// </summary>
    public static bool Within(JsonNode? node, int allowed)
    {
        switch (node)
        {
            case JsonObject map:
                if (allowed <= 0)
                {
                    return false;
                }

                foreach (var (_, child) in map)
                {
                    if (!Within(child, allowed - 1))
                    {
                        return false;
                    }
                }

                return true;
            case JsonArray list:
                if (allowed <= 0)
                {
                    return false;
                }

                foreach (var child in list)
                {
                    if (!Within(child, allowed - 1))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }
}
