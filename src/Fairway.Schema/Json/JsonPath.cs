using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Json;

/// <summary>
/// The simple JSONPath of columns and scales: <c>.a.b</c>, <c>.a\.b</c>, <c>['a.b']</c>, <c>[0]</c>, <c>[*]</c> and
/// <c>[?(@.type=="Ready")]</c>. Immutable.
/// </summary>
public sealed class JsonPath
{
    private readonly IReadOnlyList<Step> steps;

    private JsonPath(string text, IReadOnlyList<Step> steps)
    {
        Text = text;
        this.steps = steps;
    }

    private enum StepKind
    {
        Field,
        Index,
        All,
        Filter,
    }

    /// <summary>The path as it was given.</summary>
    public string Text { get; }

    /// <summary>Names of the fields on the way; null where the path has other steps, too.</summary>
    public IReadOnlyList<string>? Fields =>
        steps.All(step => step.Kind == StepKind.Field) ? [.. steps.Select(step => step.Name)] : null;

    /// <summary>Reads a path; null where it is none, or has a step that is not known.</summary>
    public static JsonPath? Parse(string text)
    {
        if (text.Length < 2 || text[0] is not ('.' or '['))
        {
            return null;
        }

        var steps = new List<Step>();
        for (var at = 0; at < text.Length;)
        {
            var next = text[at] == '.' ? FieldEnd(text, at + 1) : text[at] == '[' ? BracketEnd(text, at) : -1;
            var step = next < 0 ? null
                : text[at] == '.' ? Field(text[(at + 1)..next])
                : Bracket(text[(at + 1)..(next - 1)]);
            if (step is null)
            {
                return null;
            }

            steps.Add(step);
            at = next;
        }

        return new JsonPath(text, steps);
    }

    /// <summary>What is at the path, in order; nothing where nothing is.</summary>
    public IEnumerable<JsonNode?> Select(JsonNode? node) =>
        steps.Aggregate((IEnumerable<JsonNode?>)[node], (found, step) => found.SelectMany(step.Of));

    private static int FieldEnd(string text, int from)
    {
        var end = from;
        while (end < text.Length && text[end] is not ('.' or '['))
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        return end == from ? -1 : Math.Min(end, text.Length);
    }

    private static int BracketEnd(string text, int from)
    {
        var quote = '\0';
        for (var i = from + 1; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '"' or '\'')
            {
                quote = text[i];
            }
            else if (text[i] == ']')
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static readonly SearchValues<char> NoNames = SearchValues.Create("{}()$@?'\" ");

    private static Step? Field(string name) => name.Length == 0 || name.AsSpan().ContainsAny(NoNames)
        ? null
        : name == "*" ? new Step(StepKind.All, "")
        : new Step(StepKind.Field, name.Replace("\\", "", StringComparison.Ordinal));

    private static Step? Bracket(string inside)
    {
        if (inside == "*")
        {
            return new Step(StepKind.All, "");
        }

        if (Unquote(inside) is { } name)
        {
            return new Step(StepKind.Field, name);
        }

        if (int.TryParse(inside, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return new Step(StepKind.Index, "") { Index = index };
        }

        return Filter(inside);
    }

    private static Step? Filter(string inside)
    {
        if (!inside.StartsWith("?(@.", StringComparison.Ordinal) || !inside.EndsWith(')'))
        {
            return null;
        }

        var test = inside[3..^1];
        var isNegated = test.Contains("!=", StringComparison.Ordinal);
        var at = test.IndexOf(isNegated ? "!=" : "==", StringComparison.Ordinal);
        return at < 0 || Parse(test[..at].Trim()) is not { } path
            ? null
            : new Step(StepKind.Filter, Unquote(test[(at + 2)..].Trim()) ?? test[(at + 2)..].Trim())
            {
                Path = path,
                IsNegated = isNegated,
            };
    }

    private static string? Unquote(string text) =>
        text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1] : null;

    private sealed record Step(StepKind Kind, string Name)
    {
        public int Index { get; init; }

        public JsonPath? Path { get; init; }

        public bool IsNegated { get; init; }

        public IEnumerable<JsonNode?> Of(JsonNode? node) => (Kind, node) switch
        {
            (StepKind.Field, JsonObject map) => map.TryGetPropertyValue(Name, out var held) ? [held] : [],
            (StepKind.Index, JsonArray list) => At(list),
            (StepKind.All, JsonArray list) => list,
            (StepKind.All, JsonObject map) => map.Select(pair => pair.Value),
            (StepKind.Filter, JsonArray list) => list.Where(Passes),
            _ => [],
        };

        private IEnumerable<JsonNode?> At(JsonArray list)
        {
            var at = Index < 0 ? list.Count + Index : Index;
            return at >= 0 && at < list.Count ? [list[at]] : [];
        }

        private bool Passes(JsonNode? element)
        {
            var found = Path!.Select(element).FirstOrDefault();
            var text = found?.GetValueKind() == JsonValueKind.String ? found.GetValue<string>() : found?.ToJsonString();
            return text is not null && (text == Name) != IsNegated;
        }
    }
}
