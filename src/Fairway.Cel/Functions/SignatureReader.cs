using System.Collections.Frozen;
using Fairway.Cel.Libraries;
using Fairway.Cel.Types;

namespace Fairway.Cel.Functions;

/// <summary>Reads types as tables of functions write them: <c>map(K,list(string))</c>.</summary>
internal static class SignatureReader
{
    private static readonly FrozenDictionary<string, CelType> Simple = new[]
    {
        CelType.Dyn, CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes,
        CelType.Timestamp, CelType.Duration,
    }.ToFrozenDictionary(type => type.ToString(), StringComparer.Ordinal);

    /// <summary>Types between commas.</summary>
    public static IEnumerable<CelType> ReadAll(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return Read(text[start..i]);
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return Read(text[start..]);
        }
    }

    public static CelType Read(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return text.Length == 1 ? CelType.Parameter(text)
                : Simple.TryGetValue(text, out var simple) ? simple
                : KubernetesTypes.ByShortName[text];
        }

        CelType[] inner = [.. ReadAll(text[(open + 1)..^1])];
        return text[..open] switch
        {
            "list" => CelType.List(inner[0]),
            "map" => CelType.Map(inner[0], inner[1]),
            "optional" => CelType.Optional(inner[0]),
            "type" => CelType.TypeOf(inner[0]),
            var unknown => throw new InvalidOperationException($"A table names the type {unknown}, which is none."),
        };
    }
}
