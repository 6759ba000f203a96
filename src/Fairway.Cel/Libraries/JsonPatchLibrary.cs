using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>Keys as paths of JSON patches write them.</summary>
internal static class JsonPatchLibrary
{
    public static void AddTo(FunctionBodies bodies) => bodies["jsonpatch.escapeKey"] = arguments => new CelString(
        ((CelString)arguments[0]).Value
            .Replace("~", "~0", StringComparison.Ordinal)
            .Replace("/", "~1", StringComparison.Ordinal));
}
