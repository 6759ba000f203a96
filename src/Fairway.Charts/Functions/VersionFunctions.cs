using Fairway.Charts.Values;
using Fairway.Charts.Versions;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of semantic versions.</summary>
internal static class VersionFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("semverCompare", "string string", (in call) => GoValue.Of(Compare(call)));
        add("semver", "string", (in call) => GoValue.Of(new VersionObject(Parsed(call))));
    }

    private static bool Compare(in FunctionCall call)
    {
        try
        {
            var constraint = VersionConstraint.Parse(call.Text(0), call.Host.Helm);
            return constraint.Admits(SemanticVersion.Parse(call.Text(1), call.Host.Helm), call.Host.Helm);
        }
        catch (VersionFault fault)
        {
            throw new GoError(fault.Message);
        }
    }

    private static SemanticVersion Parsed(in FunctionCall call)
    {
        try
        {
            return SemanticVersion.Parse(call.Text(0), call.Host.Helm);
        }
        catch (VersionFault fault)
        {
            throw new GoError(fault.Message);
        }
    }

    /// <summary>What <c>semver</c> gives: the parts of a version are methods.</summary>
    private sealed class VersionObject(SemanticVersion version) : GoObject
    {
        public override string TypeName => "*semver.Version";

        public override string KindName => "ptr";

        public override GoValue Plain => GoValue.Of(version.ToString());

        public override GoFunction? Method(string name) => name switch
        {
            "Major" => Giving(name, GoValue.OfUnsigned(version.Major)),
            "Minor" => Giving(name, GoValue.OfUnsigned(version.Minor)),
            "Patch" => Giving(name, GoValue.OfUnsigned(version.Patch)),
            "Prerelease" => Giving(name, GoValue.Of(version.Prerelease)),
            "Metadata" => Giving(name, GoValue.Of(version.Metadata)),
            "Original" => Giving(name, GoValue.Of(version.Original)),
            "String" => Giving(name, GoValue.Of(version.ToString())),
            "IncPatch" => Giving(name, GoValue.Of(new VersionObject(version.NextPatch()))),
            "IncMinor" => Giving(name, GoValue.Of(new VersionObject(version.NextMinor()))),
            "IncMajor" => Giving(name, GoValue.Of(new VersionObject(version.NextMajor()))),
            "Compare" => Comparing(name, order => GoValue.OfInt(order)),
            "Equal" => Comparing(name, order => GoValue.Of(order == 0)),
            "LessThan" => Comparing(name, order => GoValue.Of(order < 0)),
            "LessThanEqual" => Comparing(name, order => GoValue.Of(order <= 0)),
            "GreaterThan" => Comparing(name, order => GoValue.Of(order > 0)),
            "GreaterThanEqual" => Comparing(name, order => GoValue.Of(order >= 0)),
            _ => null,
        };

        private static GoFunction Giving(string name, GoValue value) =>
            GoFunction.Of(name, "", (in _) => value);

        private GoFunction Comparing(string name, Func<int, GoValue> answer) =>
            GoFunction.Of(name, "any", (in call) => answer(version.CompareTo(Other(call[0]))));

        private static SemanticVersion Other(GoValue value) =>
            value is { Kind: GoKind.Object, Object: VersionObject other }
                ? other.Version
                : throw new GoError($"wrong type for value; expected *semver.Version; got {value.TypeName}");

        private SemanticVersion Version => version;
    }
}
