using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>Semantic versions: <c>semver('1.2.3')</c>.</summary>
internal static class SemverLibrary
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["semver"] = Read;
        bodies["isSemver"] = arguments => CelBool.Of(Read(arguments) is SemverValue);
        bodies["semver_is_greater_than"] = arguments => CelBool.Of(Rank(arguments) > 0);
        bodies["semver_is_less_than"] = arguments => CelBool.Of(Rank(arguments) < 0);
        bodies["semver_compare_to"] = arguments => CelInt.Of(Rank(arguments));
        bodies["major"] = arguments => ((SemverValue)arguments[0]).Major;
        bodies["minor"] = arguments => ((SemverValue)arguments[0]).Minor;
        bodies["patch"] = arguments => ((SemverValue)arguments[0]).Patch;
    }

    private static CelValue Read(CelValue[] arguments)
    {
        var text = ((CelString)arguments[0]).Value;
        return arguments is [_, CelBool { Value: true }] ? SemverReader.ReadLoosely(text) : SemverReader.Read(text);
    }

    private static int Rank(CelValue[] arguments) => ((SemverValue)arguments[0]).RankAgainst((SemverValue)arguments[1]);
}
