using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>What a pattern finds in a text.</summary>
internal static class RegexLibrary
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["find"] = arguments => Patterns.Find(Text(arguments[1])) is { } pattern
            ? new CelString(pattern.Find(Text(arguments[0])) ?? "")
            : Patterns.Fault(Text(arguments[1]), "Illegal regex: ");
        bodies["findAll"] = arguments => Patterns.Find(Text(arguments[1])) is { } pattern
            ? CelList.Of([.. pattern
                .Matches(Text(arguments[0]), arguments.Length == 3 ? ((CelInt)arguments[2]).Value : -1)
                .Select(match => new CelString(match.Value))])
            : Patterns.Fault(Text(arguments[1]), "Illegal regex: ");
    }

    private static string Text(CelValue value) => ((CelString)value).Value;
}
