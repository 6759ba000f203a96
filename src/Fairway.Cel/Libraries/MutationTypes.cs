using Fairway.Cel.Types;

namespace Fairway.Cel.Libraries;

/// <summary>
/// The types that mutating admission policies make objects of: <c>Object</c> and everything named by a path under it
/// (<c>Object.spec.template</c>), with any fields, and <c>JSONPatch</c>.
/// </summary>
public static class MutationTypes
{
    private const string Root = "Object";

    /// <summary>An operation of a JSON patch: op, path, from and value.</summary>
    public static CelType JsonPatch { get; } = CelType.Object("JSONPatch", field => field switch
    {
        "op" or "path" or "from" => CelType.String,
        "value" => CelType.Dyn,
        _ => null,
    });

    /// <summary>The type of a name; null for others.</summary>
    public static CelType? Find(string name) => name == JsonPatch.Name ? JsonPatch
        : name == Root || name.StartsWith(Root + ".", StringComparison.Ordinal) ? CelType.Object(name, _ => CelType.Dyn)
        : null;
}
