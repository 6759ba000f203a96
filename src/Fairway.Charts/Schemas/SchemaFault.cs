using System.Text;

namespace Fairway.Charts.Schemas;

/// <summary>What Helm 4 says of a value that does not fit, with what is below it.</summary>
/// <param name="Path">Where in the values: a pointer.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Causes">Why.</param>
internal sealed record SchemaFault(string Path, string What, IReadOnlyList<SchemaFault> Causes)
{
    /// <summary>Of several faults of one value.</summary>
    public const string Group = "validation failed";

    /// <summary>It only says that a reference does not fit.</summary>
    public bool IsReference { get; init; }

    /// <summary>Members of the value that are meant, missing or too many.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>What is wrong at the bottom, with its place below <paramref name="root"/>.</summary>
    public IEnumerable<ValueFault> Leaves(IReadOnlyList<string> root) => Causes.Count > 0
        ? Causes.SelectMany(cause => cause.Leaves(root))
        : [new ValueFault([.. root, .. Path.Split('/').Skip(1).Select(Plain)], What, Members)];

    /// <summary>As a list, indented by two spaces a level.</summary>
    public void Write(StringBuilder text, int indent)
    {
        // A reference with one cause says nothing of its own.
        var isShown = !IsReference || Causes.Count != 1;
        if (isShown)
        {
            text.Append('\n').Append(' ', 2 * indent).Append("- at ").Append(Quote(Path)).Append(": ").Append(What);
        }

        foreach (var cause in Causes)
        {
            cause.Write(text, indent + (isShown ? 1 : 0));
        }
    }

    /// <summary>A group alone is what it holds.</summary>
    public static IReadOnlyList<SchemaFault> Alone(SchemaFault? fault) => fault switch
    {
        null => [],
        { What: Group, IsReference: false } => fault.Causes,
        _ => [fault],
    };

    /// <summary>A name as a part of a pointer.</summary>
    public static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Plain(string part) =>
        part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>In single quotes, as Helm 4's library has them.</summary>
    public static string Quote(string text)
    {
        var quoted = Values.ByteText.ToUnicode(Values.GoQuote.Quote(Values.ByteText.FromUnicode(text)))
            .Replace("\\\"", "\"", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return $"'{quoted[1..^1]}'";
    }
}
