using System.Collections.Frozen;
using Fairway.Cel.Libraries;

namespace Fairway.Cel.Types;

/// <summary>The types that expressions can name: <c>type(x) == int</c>.</summary>
internal static class StandardTypes
{
    private static readonly FrozenDictionary<string, CelType> ByName = new[]
    {
        CelType.Bool, CelType.Bytes, CelType.Double, CelType.Duration, CelType.Int, CelType.AnyList, CelType.AnyMap,
        CelType.Null, CelType.String, CelType.Timestamp, CelType.Type, CelType.Uint, CelType.AnyOptional,
    }.Concat(KubernetesTypes.Named).ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    public static CelType? Find(string name) => ByName.GetValueOrDefault(name);
}
